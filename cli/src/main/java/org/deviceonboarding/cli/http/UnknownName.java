package org.deviceonboarding.cli.http;

import java.io.IOException;

/** The server knows nothing of that name. */
public final class UnknownName extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownName(String reason) {
        super(reason);
    }
}
