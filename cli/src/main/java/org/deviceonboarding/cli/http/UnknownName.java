package org.deviceonboarding.cli.http;

import java.io.IOException;

/** The server has no device of this name. */
public final class UnknownName extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownName(String reason) {
        super(reason);
    }
}
