package org.deviceonboarding.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/**
 * Devices that exist only in the log: copies of a registered device, each with a different name, id and serial number. They make
 * files larger; their keys do not exist.
 */
final class FabricatedDevices {
    // The lock that whoever appends holds, and the channel that wakes readers (docs/adr/0002).
    private static final String TURN =
            "select pg_advisory_xact_lock(" + 0x4556454E544C4F47L + "), pg_notify('event_log', 'bench')";
    private static final String COPY = """
            with device as materialized (
                select gen_random_uuid()::text as id, gen_random_uuid()::text as name,
                       '1' || replace(gen_random_uuid()::text, '-', '') as serial
                from generate_series(1, ?))
            insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                            payload_type, payload_revision, payload, meta_data)
            select gen_random_uuid()::text, device.id, sequence_number, type, time_stamp, payload_type, payload_revision,
                   replace(replace(replace(payload, aggregate_identifier, device.id), ?, device.name), ?, device.serial),
                   meta_data
            from device cross join domain_event_entry
            where aggregate_identifier = ?
            order by device.id, sequence_number
            """;

    private FabricatedDevices() {}

    static void append(PortalInstallation portal, int devices) throws IOException, InterruptedException, SQLException {
        String name = "pattern-of-" + devices;
        JsonNode original = portal.api().register(name, Workload.EC_P256);
        try (Connection connection = portal.connect();
                PreparedStatement turn = connection.prepareStatement(TURN);
                PreparedStatement copy = connection.prepareStatement(COPY)) {
            connection.setAutoCommit(false);
            turn.execute();
            copy.setInt(1, devices - 1);
            copy.setString(2, name);
            copy.setString(
                    3, original.path("certificate_serial").asString().replaceFirst("^0+", "")); // as it is stored
            copy.setString(4, original.path("device_id").asString());
            copy.execute();
            connection.commit();
        }
    }
}
