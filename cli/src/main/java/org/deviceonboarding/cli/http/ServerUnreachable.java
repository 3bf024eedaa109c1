package org.deviceonboarding.cli.http;

import java.io.IOException;

/** The server did not answer in time, or its answer broke off. */
public final class ServerUnreachable extends IOException {
    private static final long serialVersionUID = 1L;

    ServerUnreachable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
