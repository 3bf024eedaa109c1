package org.deviceonboarding.audit;

import java.util.List;
import org.deviceonboarding.audit.required.AclComparison;
import org.deviceonboarding.audit.required.FirstReceipts;
import org.deviceonboarding.audit.required.KnownDevices;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.query.broker.Enforcements;
import org.deviceonboarding.query.fleet.DeviceModels;
import org.deviceonboarding.query.template.preview.AclDiff;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;

/** Connects the audit side with the query side, as the portal does. */
class ConnectedQuerySide {
    @Bean
    AclComparison aclComparison() {
        return AclDiff::between;
    }

    @Bean
    KnownDevices knownDevices(DeviceModels devices) {
        return new KnownDevices() {
            @Override
            public Projection projection() {
                return devices;
            }

            @Override
            public List<DeviceId> ids(@Nullable String type, String after, int limit) {
                return devices.ids(type, after, limit);
            }

            @Override
            public List<DeviceId> firstOfEachType() {
                return devices.firstOfEachType();
            }

            @Override
            public List<DeviceId> canaries() {
                return devices.canaries();
            }

            @Override
            public long active(String type) {
                return devices.active(type);
            }
        };
    }

    @Bean
    FirstReceipts firstReceipts(Enforcements enforcements) {
        return new FirstReceipts() {
            @Override
            public Projection projection() {
                return enforcements.projection();
            }

            @Override
            public List<Enforcement> of(long position) {
                return enforcements.of(List.of(position)).getOrDefault(position, List.of());
            }
        };
    }
}
