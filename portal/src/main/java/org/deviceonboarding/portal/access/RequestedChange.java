package org.deviceonboarding.portal.access;

import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * What a request would change.
 *
 * @param deviceId null if it names none, or nothing that could be one
 */
record RequestedChange(String command, @Nullable DeviceId deviceId) {
    private static final Set<String> OF_A_DEVICE = Set.of("renew", "suspend", "resume", "revoke", "decommission");

    /** Nothing for a read, nor for a link to credentials, which is a secret. */
    static Optional<RequestedChange> of(String method, String path) {
        String[] steps = path.split("/", -1);
        if (method.equals("POST") && path.equals("/register")) {
            return Optional.of(new RequestedChange("register", null));
        }
        if (method.equals("POST") && steps.length == 3 && OF_A_DEVICE.contains(steps[1])) {
            return Optional.of(new RequestedChange(steps[1], device(steps[2])));
        }
        if (method.equals("PUT") && steps.length == 3 && steps[1].equals("acl-templates")) {
            return Optional.of(new RequestedChange("define_acl_template", null));
        }
        return Optional.empty();
    }

    private static @Nullable DeviceId device(String text) {
        try {
            return new DeviceId(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
