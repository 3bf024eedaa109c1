package org.deviceonboarding.cli.http;

import java.io.IOException;

/** The server answered, and the answer is no. */
public final class RefusedByServer extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedByServer(int status, String reason) {
        super(reason);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
