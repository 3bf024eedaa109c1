package org.deviceonboarding.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.OptionalDetail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of a device's details")
class DeviceDetailsChangedTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");

    @Test
    void carriesNothingButWhatChanged() {
        DeviceDetails before = details("pump 1", "Hall 3", "1.2", Map.of("line", "b", "area", "7"));
        DeviceDetails after = details("pump 1", null, "1.3", Map.of("line", "c", "shift", "2"));

        assertThat(DeviceDetailsChanged.between(PUMP, before, after))
                .contains(new DeviceDetailsChanged(
                        PUMP,
                        null,
                        null,
                        "1.3",
                        Map.of("line", "c", "shift", "2"),
                        List.of(OptionalDetail.LOCATION),
                        List.of("area")));
    }

    @Test
    void isNoneIfNothingChanged() {
        DeviceDetails details = details("pump 1", "Hall 3", null, Map.of("line", "b"));

        assertThat(DeviceDetailsChanged.between(PUMP, details, details("pump 1", "Hall 3", null, Map.of("line", "b"))))
                .isEmpty();
    }

    @Test
    void leadsFromAnyDetailsToAnyOthers() {
        List<DeviceDetails> all = new ArrayList<>();
        for (String name : List.of("pump 1", "pump 2")) {
            for (String location : new String[] {null, "Hall 3", "Hall 4"}) {
                for (String firmware : new String[] {null, "1.2", "1.3"}) {
                    for (Map<String, String> labels : List.of(
                            Map.<String, String>of(),
                            Map.of("a", ""),
                            Map.of("a", "b"),
                            Map.of("a", "c", "d", "e"),
                            Map.of("d", "e"))) {
                        all.add(details(name, location, firmware, labels));
                    }
                }
            }
        }
        for (DeviceDetails before : all) {
            for (DeviceDetails after : all) {
                assertThat(DeviceDetailsChanged.between(PUMP, before, after)
                                .map(change -> change.after(before))
                                .orElse(before))
                        .isEqualTo(after);
            }
        }
    }

    private static DeviceDetails details(
            String name, @Nullable String location, @Nullable String firmware, Map<String, String> labels) {
        return new DeviceDetails(name, "pump", location, firmware, labels);
    }
}
