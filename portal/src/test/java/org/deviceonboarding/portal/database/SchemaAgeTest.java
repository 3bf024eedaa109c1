package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.process.OtherVersion;
import org.deviceonboarding.testkit.Checkout;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A start, where other versions use the database,")
class SchemaAgeTest {
    private static final Pattern ADDS = Pattern.compile(
            "create (table|index|view|function) .*|insert into .*|alter table \\w+ add column (?!.*not null(?!.*default)).*",
            Pattern.DOTALL);

    private final TestDatabase database = TestPostgres.migrated();

    @TempDir
    private Path more;

    @Test
    void isRefusedAfterALaterMigration() throws Exception {
        Files.writeString(more.resolve("V900__drop_a_table.sql"), "drop table web_session");
        start(withMore());

        assertThatThrownBy(() -> start(ofThisVersion()))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The database is newer than this version: it has the migration V900 (drop a table)");
    }

    @Test
    void isFineAfterALaterMigrationThatOnlyAdds() throws Exception {
        Files.writeString(more.resolve("V900__additive_table.sql"), "create table later (id int)");
        start(withMore());

        start(ofThisVersion());
    }

    @Test
    void takesNothingFromProcessesThatRun() throws Exception {
        Files.writeString(more.resolve("V900__drop_a_table.sql"), "drop table web_session");
        runs("1 minute");

        assertThatThrownBy(() -> start(withMore()))
                .isInstanceOf(OtherVersion.class)
                .hasMessage("The database needs the migration V900 (drop a table), with which running processes do not"
                        + " work: 7@host (query, version 0.9)");
        assertThat(database.query("select count(*) from web_session")).containsExactly("0");

        database.execute("update running_process set live_until = now()");
        start(withMore());
    }

    @Test
    void addsBesideProcessesThatRun() throws Exception {
        Files.writeString(more.resolve("V900__additive_table.sql"), "create table later (id int)");
        runs("1 minute");

        start(withMore());

        assertThat(database.query("select count(*) from later")).containsExactly("0");
    }

    @Test
    void isRefusedOnALogOfALaterVersion() throws Exception {
        database.execute("insert into event_kind values ('DeviceTeleported', '1')");

        assertThatThrownBy(() -> start(ofThisVersion()))
                .isInstanceOf(OtherVersion.class)
                .hasMessageEndingWith("DeviceTeleported of revision 1");
        assertThat(new OtherVersionAnalyzer().analyze(new IllegalStateException(refusal())))
                .isNotNull()
                .satisfies(analysis -> assertThat(analysis.getDescription()).contains("DeviceTeleported"));
    }

    @Test
    void canTrustMigrationsThatSayThatTheyOnlyAdd() throws IOException {
        for (Path folder : Checkout.migrations()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(one -> one.toString().contains("__additive_"))
                        .toList()) {
                    assertThat(statements(Files.readString(file)))
                            .as(file.toString())
                            .allMatch(statement -> ADDS.matcher(statement).matches());
                }
            }
        }
        assertThat(statements("-- x\nalter table a add column b int not null; create table c (d int)"))
                .filteredOn(statement -> ADDS.matcher(statement).matches())
                .containsExactly("create table c (d int)");
    }

    private static List<String> statements(String script) {
        return Stream.of(script.replaceAll("--[^\n]*", "").split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private RuntimeException refusal() {
        try {
            start(ofThisVersion());
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("It started");
    }

    private void runs(String left) throws Exception {
        database.execute(
                "insert into running_process (name, roles, version, kinds, live_until) values ('7@host', 'query', '0.9',"
                        + " '{}', now() + interval '" + left + "')");
    }

    private static void start(Flyway flyway) {
        new MigrationConfiguration().migrationStrategy().migrate(flyway);
    }

    private Flyway ofThisVersion() {
        return flyway(Checkout.migrations().stream());
    }

    private Flyway withMore() {
        return flyway(Stream.concat(Checkout.migrations().stream(), Stream.of(more)));
    }

    private Flyway flyway(Stream<Path> folders) {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations(folders.map(folder -> "filesystem:" + folder).toArray(String[]::new))
                .load();
    }
}
