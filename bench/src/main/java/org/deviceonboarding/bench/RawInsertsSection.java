package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures pgbench while it inserts the rows of one registration into copies of the portal's tables, on the portal's own server.
 */
final class RawInsertsSection implements Section {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern TRANSACTIONS = Pattern.compile("number of transactions actually processed: ([0-9]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    @Override
    public String name() {
        return "inserts";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of(ExternalProgram.PGBENCH);
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "The database alone: the rows of one registration in one transaction, by pgbench",
                "what",
                "clients",
                "per second",
                "average, ms",
                "PostgreSQL CPU, ms each");
        try (PortalInstallation portal = workspace.started(workspace.plain());
                Connection connection = portal.connect();
                Statement statement = connection.createStatement()) {
            String device = portal.api()
                    .register("bench", Workload.EC_P256)
                    .path("device_id")
                    .asString();
            statement.execute("""
                    create schema bench;
                    create table bench.event (like domain_event_entry including all);
                    create table bench.name (like device_name including all);
                    create table bench.bundle (like credential_bundle including all)
                    """);
            String inserts = inserts(statement, device);
            Path folder = workspace.newDirectory();
            Path free = Files.writeString(folder.resolve("free.sql"), "begin;\n" + inserts + "end;\n");
            Path queued = Files.writeString(
                    folder.resolve("queued.sql"), "begin;\nselect pg_advisory_xact_lock(1);\n" + inserts + "end;\n");
            row(table, "in any order", 1, free, portal, extent);
            row(table, "in any order", 8, free, portal, extent);
            row(table, "one after the other, as the log wants it (docs/adr/0002)", 1, queued, portal, extent);
            row(table, "one after the other, as the log wants it (docs/adr/0002)", 8, queued, portal, extent);
        }
        return table.toString();
    }

    private static void row(Table table, String what, int clients, Path script, PortalInstallation portal, Scale extent)
            throws IOException, InterruptedException {
        double begin = portal.postgresUsage().cpuSeconds();
        String output = ExternalProgram.PGBENCH.run(
                portal.postgresEnvironment(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(clients, 2),
                "--time=" + extent.pgbench().toSeconds(),
                "--file=" + script);
        double cpu = portal.postgresUsage().cpuSeconds() - begin;
        table.row(
                what, clients, number(TPS, output), number(LATENCY, output), 1000 * cpu / number(TRANSACTIONS, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IOException("pgbench says something unexpected: " + output);
        }
        return Double.parseDouble(found.group(1));
    }

    /** The rows of a real registration, with new identifiers each time. */
    private static String inserts(Statement statement, String device) throws SQLException {
        StringBuilder sql = new StringBuilder(
                "insert into bench.name values (gen_random_uuid()::text, gen_random_uuid()::text);\n");
        sql.append("insert into bench.event (event_identifier, aggregate_identifier, sequence_number, type,"
                + " time_stamp, payload_type, payload_revision, payload, meta_data) values ");
        try (ResultSet events = statement.executeQuery(
                "select type, time_stamp, payload_type, payload_revision, payload, meta_data from domain_event_entry"
                        + " where aggregate_identifier = '" + device + "' order by sequence_number")) {
            String separator = "";
            while (events.next()) {
                sql.append(separator).append("(gen_random_uuid()::text, gen_random_uuid()::text, 0");
                for (int column = 1; column <= 6; column++) {
                    sql.append(", ").append(literal(events.getString(column)));
                }
                sql.append(')');
                separator = ",\n";
            }
        }
        try (ResultSet bundle =
                statement.executeQuery("select zip from credential_bundle where device_id = '" + device + "'")) {
            bundle.next();
            sql.append(";\ninsert into bench.bundle values (gen_random_uuid(), gen_random_uuid()::text,"
                            + " gen_random_uuid()::text, '\\x")
                    .append(HexFormat.of().formatHex(bundle.getBytes(1)))
                    .append("', now());\n");
        }
        return sql.toString();
    }

    // pgbench takes a colon for the start of a variable, in quotes as well.
    private static String literal(String text) {
        return "'" + text.replace("'", "''").replace(':', ';') + "'";
    }
}
