package org.deviceonboarding.audit.asof;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.jspecify.annotations.Nullable;

/**
 * A device that differs between two positions of the log.
 *
 * @param then the device at the earlier position, null if it was not registered yet
 */
public record FleetChange(
        DeviceId id, String name, @Nullable DeviceView then, DeviceView now) {
    /** Whether the views of the device differ. */
    boolean visible() {
        return then == null || !changed().isEmpty();
    }

    /** The names of the members that differ; empty for a new device. */
    @JsonProperty
    public List<String> changed() {
        List<String> changed = new ArrayList<>();
        if (then != null) {
            compare(changed, "status", then.status(), now.status());
            compare(changed, "name", then.name(), now.name());
            compare(changed, "location", then.location(), now.location());
            compare(changed, "firmware", then.firmware(), now.firmware());
            compare(changed, "labels", then.labels(), now.labels());
            compare(changed, "certificate", then.certificate(), now.certificate());
            compare(changed, "topics", then.topics(), now.topics());
        }
        return changed;
    }

    private static void compare(List<String> changed, String member, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            changed.add(member);
        }
    }
}
