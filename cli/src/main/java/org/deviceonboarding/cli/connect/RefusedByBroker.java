package org.deviceonboarding.cli.connect;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The broker refused the device, or refused a request of the device. */
public final class RefusedByBroker extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedByBroker(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
