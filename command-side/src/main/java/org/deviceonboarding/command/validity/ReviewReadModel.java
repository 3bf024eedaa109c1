package org.deviceonboarding.command.validity;

import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.readmodel.FoldedTable;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reviews of certificates: a row for each device, as {@link ReviewedDevice#after} folds it. */
@Configuration(proxyBeanMethods = false)
class ReviewReadModel {
    static final String READER = "certificate-reviews";

    @Bean
    ReadModelReader reviewReader(ReadModels models) {
        return models.keep(new ReadModel("reviews", READER, "device_events", List.of(table())));
    }

    private static FoldedTable<DeviceId, ReviewedDevice> table() {
        return new FoldedTable<DeviceId, ReviewedDevice>(
                        "validity_review",
                        OnboardingEvent.kinds(DeviceEvent.class),
                        event -> EventFilter.ofDevices(event).stream()
                                .map(device -> device.event().deviceId())
                                .toList(),
                        (_, before, event) -> EventFilter.ofDevices(event)
                                .map(device -> ReviewedDevice.after(before, device.event()))
                                .orElse(null))
                .called("reviews")
                .key("device_id", "varchar(36)", DeviceId::value)
                .column("first_end", "timestamptz", ReviewedDevice::firstEnd)
                .column("renewable_until", "timestamptz", ReviewedDevice::renewableUntil)
                .column("renewable_from", "timestamptz", ReviewedDevice::renewableFrom)
                .document(DueReviews.JSON, ReviewedDevice.class, ReviewedDevice::id)
                .unmanaged("claimed_until timestamptz") // the sweep that reviews the device now
                .index("(first_end)")
                .index("(renewable_until, renewable_from)");
    }
}
