package org.deviceonboarding.query.fleet;

import jakarta.annotation.PostConstruct;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before the projection starts: makes its tables if they are gone and, if rows are missing, lets it begin again at the
 * log's first event. A read model is never migrated or repaired, only rebuilt.
 */
@Component
class DeviceModelTables {
    private static final Logger log = LoggerFactory.getLogger(DeviceModelTables.class);

    /** Of the tables below; with a new one they are made and filled anew. */
    private static final String SHAPE = "shape 2";

    private static final String TABLES = """
            create table if not exists device_model (
                device_id     varchar(36) primary key,
                name          text collate "C" not null,
                type          text not null,
                location      text,
                status        text not null,
                labels        jsonb not null,
                registered_at timestamptz not null,
                expires_at    timestamptz,
                model         text not null
            );
            create index if not exists device_model_name on device_model (name, device_id);
            create index if not exists device_model_registered_at on device_model (registered_at, device_id);
            create index if not exists device_model_expires_at on device_model (expires_at, device_id);
            create index if not exists device_model_type on device_model (type);
            create index if not exists device_model_labels on device_model using gin (labels jsonb_path_ops);
            create table if not exists device_model_state (position bigint not null)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeviceModelTables(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @PostConstruct
    void prepare() {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('device-model'))").query(_ -> {});
            if (!SHAPE.equals(shape())) {
                jdbc.sql("drop table if exists device_model, device_model_state")
                        .update();
            }
            jdbc.sql(TABLES).update();
            jdbc.sql("comment on table device_model is '" + SHAPE + "'").update();
            if (!whole()) {
                log.info("The device model is built from the log's first event on");
                jdbc.sql("truncate device_model, device_model_state").update();
                jdbc.sql("insert into device_model_state (position) values (0)").update();
                jdbc.sql("delete from token_entry where processor_name = :name")
                        .param("name", DeviceModelProjection.GROUP)
                        .update();
            }
        });
    }

    private @Nullable String shape() {
        return jdbc.sql("select obj_description(to_regclass('device_model'))")
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** Whether there is a row for each device registered up to the position the model claims. */
    private boolean whole() {
        return jdbc.sql("""
                        select (select count(*) from device_model_state) = 1
                           and (select count(*) from device_model) =
                               (select count(*) from domain_event_entry
                                where payload_type = 'DeviceRegistered'
                                  and global_index <= (select max(position) from device_model_state))
                        """).query(Boolean.class).single();
    }
}
