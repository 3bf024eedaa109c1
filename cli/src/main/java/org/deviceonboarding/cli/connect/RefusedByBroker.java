package org.deviceonboarding.cli.connect;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The broker does not let the device in, or does not let it do that. */
public final class RefusedByBroker extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedByBroker(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
