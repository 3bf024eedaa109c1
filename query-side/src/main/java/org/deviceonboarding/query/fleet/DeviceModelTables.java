package org.deviceonboarding.query.fleet;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.deviceonboarding.log.projection.ProjectionTables;
import org.deviceonboarding.log.projection.TableSet;
import org.springframework.stereotype.Component;

/** The tables of the {@link DeviceModelProjection}. */
@Component
class DeviceModelTables {
    static final TableSet TABLES = new TableSet(
            DeviceModelProjection.GROUP, "shape 5", List.of("device_model"), "device_model_state", """
            create table if not exists device_model (
                device_id     varchar(36) primary key,
                name          text collate "C" not null,
                type          text not null,
                location      text,
                status        text not null,
                labels        jsonb not null,
                registered_at timestamptz not null,
                expires_at    timestamptz,
                certificate_state text,
                model         text not null,
                search        text collate "C" not null
            );
            create index if not exists device_model_name on device_model (name, device_id);
            create index if not exists device_model_registered_at on device_model (registered_at, device_id);
            create index if not exists device_model_expires_at on device_model (expires_at, device_id);
            create index if not exists device_model_certificate_state
                on device_model (certificate_state, expires_at, device_id);
            create index if not exists device_model_type on device_model (type, status, device_id);
            create index if not exists device_model_labels on device_model using gin (labels jsonb_path_ops);
            create table if not exists device_model_state (position bigint not null)
            """, """
            select (select count(*) from device_model) =
                   (select count(*) from domain_event_entry
                    where payload_type = 'DeviceRegistered'
                      and global_index <= (select max(position) from device_model_state))
            """);

    private final ProjectionTables tables;

    DeviceModelTables(ProjectionTables tables) {
        this.tables = tables;
    }

    @PostConstruct
    void prepare() {
        tables.prepare(TABLES);
    }
}
