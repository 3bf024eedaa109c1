package org.deviceonboarding.query.fleet;

import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.log.readmodel.FoldedTable;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModels;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Defines the read model of devices: a row for each device, folded by {@link DeviceModel#after}, with columns to filter and sort
 * by. The {@link FleetStatistics} are derived from the rows.
 */
@Configuration(proxyBeanMethods = false)
class DeviceReadModel {
    static final String READER = "device-model";

    @Bean
    ReadModelReader deviceReader(ReadModels models) {
        return models.keep(new ReadModel("devices", READER, "device_events", List.of(table())));
    }

    private static FoldedTable<DeviceId, DeviceModel> table() {
        return new FoldedTable<>(
                        "device_model",
                        OnboardingEvent.kinds(DeviceEvent.class),
                        DeviceReadModel::keys,
                        DeviceReadModel::after)
                .called("devices")
                .key("device_id", "varchar(36)", DeviceId::value)
                .column(
                        "name",
                        "text collate \"C\" not null",
                        model -> model.details().name())
                .column("type", "text not null", model -> model.details().type())
                .column("location", "text", model -> model.details().location())
                .column("status", "text not null", model -> DeviceView.wireName(model.status()))
                .column(
                        "labels",
                        "jsonb not null",
                        model -> DeviceModels.JSON.valueToTree(model.details().labels()))
                .column("registered_at", "timestamptz not null", DeviceModel::registeredAt)
                .column(
                        "expires_at",
                        "timestamptz",
                        model -> model.certificate() == null
                                ? null
                                : model.certificate().expiresAt())
                .column("certificate_state", "text", DeviceReadModel::certificateState)
                .column(
                        "search",
                        "text collate \"C\" not null",
                        model -> SearchText.of(model.details().name()))
                .document(DeviceModels.JSON, DeviceModel.class, DeviceModel::id)
                .index("(name, device_id)")
                .index("(registered_at, device_id)")
                .index("(expires_at, device_id)")
                .index("(certificate_state, expires_at, device_id)")
                .index("(type, status, device_id)")
                .index("using gin (labels jsonb_path_ops)")
                .counted(FleetStatistics.TABLE);
    }

    static @Nullable String certificateState(DeviceModel model) {
        return model.certificate() == null
                ? null
                : DeviceView.wireName(model.certificate().state());
    }

    private static List<DeviceId> keys(Recorded<OnboardingEvent> recorded) {
        return EventFilter.ofDevices(recorded).stream()
                .map(device -> device.event().deviceId())
                .toList();
    }

    private static @Nullable DeviceModel after(
            DeviceId id, @Nullable DeviceModel before, Recorded<OnboardingEvent> recorded) {
        return EventFilter.ofDevices(recorded)
                .map(event -> DeviceModel.after(before, event))
                .orElse(before);
    }
}
