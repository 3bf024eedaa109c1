package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.process.OtherVersion;
import org.deviceonboarding.log.readmodel.TablesMissing;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.deviceonboarding.testkit.process.FreePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("An installation with a database role for each process")
class SplitRolesTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String NO_RIGHT = "42501";

    @TempDir
    private static Path directory;

    private static DatabaseRoles roles;
    private static final List<ConfigurableApplicationContext> PROCESSES = new ArrayList<>();
    private static Caller command;
    private static Caller query;
    private static Caller crl;
    private static Caller acl;

    @BeforeAll
    static void start() throws Exception {
        roles = DatabaseRoles.of(TestPostgres.empty()).apply(directory);
        Portal.main("migrate", "--DATABASE_URL=" + roles.as("owner").url());
        roles.apply(directory);
        command = start("command");
        query = start("query");
        crl = start("crl");
        acl = start(
                "acl",
                "--CRL_URL=http://127.0.0.1:" + crl.port() + "/crl.pem",
                "--MQTT_BROKER_PORT=" + FreePort.find(),
                "--BROKER_ADMIN_PORT=" + FreePort.find());
    }

    @AfterAll
    static void stop() {
        PROCESSES.reversed().forEach(ConfigurableApplicationContext::close);
    }

    private static Caller start(String role, String... more) throws Exception {
        ConfigurableApplicationContext process = new SpringApplicationBuilder(Portal.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--PORTAL_ROLES=" + role,
                                        "--PORT=0",
                                        "--DEVICE_PORT=off",
                                        "--PUBLIC_URL=http://portal.example",
                                        "--DATABASE_URL=" + roles.as(role).url(),
                                        "--SECRET_KEY=the-same-for-all-processes-of-the-test",
                                        "--CA_ROOT_PATH=" + directory.resolve("ca"),
                                        "--DATA_DIR=" + directory.resolve(role)),
                                Stream.of(more))
                        .toArray(String[]::new));
        PROCESSES.add(process);
        int port = Objects.requireNonNull(((WebServerApplicationContext) process).getWebServer())
                .getPort();
        return new Caller(
                port, Files.readString(directory.resolve("command/admin.key")).strip());
    }

    @Test
    void registersShowsRevokesAndEnforces() {
        Answer device = command.register("pump 1");
        String id = device.field("device_id");
        query.get("/device/" + id).is(200);
        assertThat(query.get("/devices").is(200).text()).contains(id);

        String position = command.post("/revoke/" + id).is(200).field("position");

        crl.get("/crl?min_position=" + position).is(200);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(roles.database()
                                .query("select count(*) from event_log where type = 'BrokerPolicyEnforced'"
                                        + " and position > " + position))
                        .isNotEqualTo(List.of("0")));
        assertThat(query.get("/brokers").is(200).text()).contains("enforced");
        assertThat(query.get("/audit/events").is(200).text()).contains(id);
        query.get("/audit/checkpoint").is(200);
    }

    @Test
    void tellsWhatEachProcessNeeds() {
        assertThat(needs(command)).containsExactly("certificate_authority", "database", "process");
        assertThat(needs(query)).containsExactly("database", "process", "projections");
        assertThat(needs(crl)).containsExactly("certificate_authority", "database", "process");
        assertThat(needs(acl)).containsExactly("database", "mqtt_broker", "process");
    }

    @Test
    void sendsReadersElsewhereWhileAViewStandsStill() throws Exception {
        roles.database().execute("""
                create function broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
                create trigger broken before insert on device_model execute function broken()
                """);
        try {
            command.register("pump 4");
            await().atMost(GENEROUS)
                    .untilAsserted(
                            () -> assertThat(query.get("/health/ready").is(503).text())
                                    .contains("\"projections\":\"unhealthy\""));
            assertThat(query.get("/health").is(200).text()).contains("device_model_trouble");
            command.get("/health/ready").is(200);
            crl.get("/health/ready").is(200);
        } finally {
            roles.database().execute("drop trigger broken on device_model; drop function broken");
        }
        await().atMost(GENEROUS).until(() -> query.get("/health/ready").status() == 200);
    }

    private static Collection<String> needs(Caller process) {
        new Caller(process.port(), null).get("/health/live").is(200);
        return await().atMost(GENEROUS)
                .until(() -> new Caller(process.port(), null).get("/health/ready"), answer -> answer.status() == 200)
                .json()
                .path("checks")
                .propertyNames();
    }

    @Test
    void importsListsAndLogsWhoIsRefused() {
        command.send(
                        "POST",
                        "/imports",
                        java.net.http.HttpRequest.BodyPublishers.ofString("name,type\nlisted,pump\n"),
                        "Content-Type",
                        "text/csv")
                .is(202);
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(query.get("/devices?limit=100").text()).contains("listed"));
        for (Caller process : List.of(command, query, crl)) {
            new Caller(process.port(), "onb_wrong").get("/metrics").is(401);
        }
        assertThat(roles.database().query("select count(*) from event_log where type = 'SignInRefused'"))
                .containsExactly("3");
    }

    @Test
    void provesItsStateAndIsRebuiltByTheOwner() throws Exception {
        command.register("pump 2");
        query.post("/audit/state-proof").is(202);
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(query.get("/audit/state-proof").is(200).field("state"))
                                .isEqualTo("agreed"));
        List<String> rights = rights();

        for (String projection : List.of("devices", "crl")) {
            Portal.main(
                    "rebuild",
                    projection,
                    "--DATABASE_URL=" + roles.as("owner").url(),
                    "--SECRET_KEY=the-same-for-all-processes-of-the-test",
                    "--CA_ROOT_PATH=" + directory.resolve("ca"));
        }

        assertThat(rights()).isEqualTo(rights);
        String id = command.register("pump 3").field("device_id");
        query.get("/device/" + id).is(200);
        assertThat(command.post("/revoke/" + id).is(200).status()).isEqualTo(200);
    }

    private static List<String> rights() {
        return roles.database().query("""
                select relname || ' ' || privilege_type || ' ' || grantee::regrole
                from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace order by 1""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "acl"})
    void startsNoProcessOnADatabaseThatNobodyMigrated(String role) throws Exception {
        DatabaseRoles unmigrated = DatabaseRoles.of(TestPostgres.empty()).apply(directory);

        assertThatThrownBy(() -> new SpringApplicationBuilder(Portal.class)
                        .run(
                                "--PORTAL_ROLES=" + role,
                                "--PORT=0",
                                "--DATABASE_URL=" + unmigrated.as(role).url(),
                                "--DATA_DIR=" + directory.resolve("unmigrated"))
                        .close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageMatching(
                        "The database lacks \\d+ migrations of this version, and its user may not make tables");
    }

    @Test
    void startsNoProcessWithTablesOfAnotherShape() throws Exception {
        DatabaseRoles other = DatabaseRoles.of(TestPostgres.empty()).apply(directory);
        Portal.main("migrate", "--DATABASE_URL=" + other.as("owner").url());
        other.apply(directory).database().execute("comment on table device_model is 'shape 0'");

        assertThatThrownBy(() -> new SpringApplicationBuilder(Portal.class)
                        .run(
                                "--PORTAL_ROLES=query",
                                "--PORT=0",
                                "--DATABASE_URL=" + other.as("query").url(),
                                "--DATA_DIR=" + directory.resolve("other"))
                        .close())
                .rootCause()
                .isInstanceOf(TablesMissing.class);
        other.database()
                .execute("insert into running_process (name, roles, version, kinds, live_until)"
                        + " values ('7@host', 'query', '0.9', '{}', now() + interval '1 hour')");
        assertThatThrownBy(() -> Portal.main(
                        "migrate", "--DATABASE_URL=" + other.as("owner").url()))
                .rootCause()
                .isInstanceOf(OtherVersion.class)
                .hasMessage(
                        "This version has another shape of the read model devices, with which running processes do not"
                                + " work: 7@host (query, version 0.9)");
        other.database().execute("delete from running_process");
        Portal.main("migrate", "--DATABASE_URL=" + other.as("owner").url());
        assertThat(other.as("command").query("select count(*) from device_model"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        command | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'BrokerPolicyEnforced', '1', '{}', '{}')
        command | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'BrokerKeysPresented', '1', '{}', '{}')
        command | select * from revocation
        command | delete from crl
        command | update ledger_checkpoint set note = ''
        command | insert into ledger_leaf values (1, 1, '', now())
        command | update device_model set status = 'active'
        query   | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'CertificateRevoked', '1', '{}', '{}')
        query   | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'ApiKeyCreated', '1', '{}', '{}')
        query   | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'BrokerPolicyEnforced', '1', '{}', '{}')
        query   | insert into api_key (name, hash, roles) values ('x', 'x', '{ADMIN}')
        query   | update api_key set roles = '{ADMIN}'
        query   | update api_key set revoked_at = null
        query   | update web_session set expires_at = now()
        query   | select * from credential_bundle
        query   | select * from bulk_job
        query   | select * from idempotency_key
        query   | delete from revocation
        query   | delete from ledger_checkpoint
        query   | delete from ledger_leaf
        query   | update ledger_leaf set hash = ''
        crl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'CertificateRevoked', '1', '{}', '{}')
        crl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'CertificateIssued', '1', '{}', '{}')
        crl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'DeviceResumed', '1', '{}', '{}')
        crl     | select * from device_model
        crl     | select * from credential_bundle
        crl     | select * from ledger_state
        crl     | delete from crl
        crl     | update issuing_ca set pem = ''
        acl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'CertificateRevoked', '1', '{}', '{}')
        acl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'DeviceResumed', '1', '{}', '{}')
        acl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'BrokerCertificateIssued', '1', '{}', '{}')
        acl     | insert into domain_event_entry values (default, 'x', 'x', 0, 'x', 'x', 'BrokerRetired', '1', '{}', '{}')
        acl     | insert into event_kind values ('CertificateRevoked', '9')
        query   | insert into event_kind values ('BrokerPolicyEnforced', '9')
        command | delete from event_kind
        acl     | select * from log_reader
        acl     | select * from device_model
        acl     | select * from revocation
        acl     | select * from crl
        acl     | select * from issuing_ca
        acl     | select * from credential_bundle
        acl     | update api_key set roles = '{ADMIN}'
        acl     | insert into upkeep_task select * from upkeep_task
        """)
    void refusesARoleWhatIsAnothersTask(String role, String statement) throws Exception {
        assertRefused(role, statement);
    }

    /** A row that a policy hides is not there. */
    @ParameterizedTest
    @CsvSource({"command, crl", "query, crl", "crl, device-model"})
    void keepsARoleFromAnothersReaders(String role, String reader) {
        assertThat(roles.as(role)
                        .query("with moved as (update log_reader set position = 1000000 where name = '" + reader
                                + "' returning name) select count(*) from moved"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update domain_event_entry set payload = '{}'",
                "delete from domain_event_entry",
                "truncate domain_event_entry",
                "drop table domain_event_entry",
                "alter table domain_event_entry disable row level security",
                "drop policy reads on domain_event_entry",
                "create trigger x before insert on domain_event_entry execute function suppress_redundant_updates_trigger()",
                "create table x (y int)",
                "create schema x",
                "create function x() returns int language sql as 'select 1'",
                "drop table log_reader",
                "select * from event_log",
                "delete from flyway_schema_history",
            })
    void refusesEveryRoleWhatIsTheOwners(String statement) throws Exception {
        for (String role : List.of("command", "query", "crl", "acl")) {
            assertRefused(role, statement);
            assertRefused(role, "set role " + roles.prefix() + "_owner");
        }
    }

    private static void assertRefused(String role, String sql) throws SQLException {
        TestDatabase database = roles.as(role);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .as(role)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(NO_RIGHT));
        }
    }
}
