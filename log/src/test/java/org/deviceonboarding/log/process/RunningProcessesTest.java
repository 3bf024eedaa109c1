package org.deviceonboarding.log.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fixture.EventExamples;
import org.deviceonboarding.log.append.NewEvent;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Processes that run on one log")
class RunningProcessesTest {
    private static final NewEvent REGISTERED =
            new NewEvent(EventExamples.registered(new DeviceId("6f9619ff-8b86-4011-b42d-00c04fc964ff")), Map.of());
    private static final EventKind KIND = EventKind.of(REGISTERED.event());
    private static final Duration NEVER = Duration.ofHours(1);

    private final TestDatabase database = TestPostgres.migrated();
    private final DriverManagerDataSource source =
            new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
    private final RunningProcesses processes = process();

    @BeforeEach
    void makeAKindNew() throws Exception {
        database.execute("delete from event_kind where name = 'DeviceRegistered'");
    }

    @AfterEach
    void stop() {
        processes.stop();
    }

    @Test
    void showThemselvesWhileTheyRun() {
        processes.start();

        assertThat(rows()).containsExactly("new command 1.0 t");

        processes.stop();
        assertThat(rows()).isEmpty();
    }

    @Test
    void addAKindWithItsFirstEvent() {
        processes.turn();

        append();

        assertThat(kinds()).containsExactly("DeviceRegistered 1");
    }

    @Test
    void mayAppendWhileTheyStart() {
        append();
        append();

        assertThat(kinds()).containsExactly("DeviceRegistered 1");
    }

    @Test
    void addNoKindIfItsFirstEventIsNotAppended() {
        processes.turn();

        transaction.executeWithoutResult(undone -> {
            processes.apply(List.of(REGISTERED));
            undone.setRollbackOnly();
        });

        assertThat(kinds()).isEmpty();
        append();
        assertThat(kinds()).hasSize(1);
    }

    @Test
    void holdAKindBackThatAnOlderOneDoesNotKnow() throws Exception {
        older("60 seconds");
        processes.turn();

        assertThatThrownBy(() -> processes.check(List.of(KIND)))
                .isInstanceOf(HeldBack.class)
                .hasMessage("The process 7@old-host (query, version 0.9) does not know the event DeviceRegistered of"
                        + " revision 1: upgrade or stop it, then repeat the change");
        assertThat(processes.otherVersions()).containsExactly("0.9");
        processes.check(List.of(new EventKind("DeviceSuspended", "1"))); // the log may hold that already
    }

    @Test
    void holdAKindBackForOneThatStartedAMomentAgo() throws Exception {
        processes.turn();
        older("60 seconds");
        processes.check(List.of(KIND)); // the memory does not know of it

        assertThatThrownBy(this::append).isInstanceOf(HeldBack.class);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void goOnOnceTheOlderOneHasEnded() throws Exception {
        older("60 seconds");
        processes.turn();
        database.execute("delete from running_process where version = '0.9'");

        processes.turn();

        append();
        assertThat(kinds()).hasSize(1);
    }

    @Test
    void forgetAnOlderOneThatDied() throws Exception {
        older("300 milliseconds");
        processes.turn();

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(HeldBack.class)
                .untilAsserted(() -> {
                    processes.turn();
                    processes.check(List.of(KIND));
                });
        assertThat(rows()).containsExactly("new command 1.0 t");
    }

    /** Nobody could renew anything while the database was away: whoever comes first must not take the others for dead. */
    @Test
    void forgetNobodyWhenTheyWereAllLate() throws Exception {
        processes.turn();
        older("60 seconds");
        database.execute("update running_process set live_until = now() - interval '1 minute'");

        processes.turn();

        assertThatThrownBy(() -> processes.check(List.of(KIND))).isInstanceOf(HeldBack.class);
        processes.turn();
        processes.check(List.of(KIND));
    }

    @Test
    void doNotStartOnALogThatHoldsWhatTheyDoNotKnow() throws Exception {
        database.execute("insert into event_kind values ('DeviceTeleported', '1'), ('DeviceRegistered', '9')");

        assertThatThrownBy(processes::start)
                .isInstanceOf(OtherVersion.class)
                .hasMessage("The log holds events of a newer version, which this version does not know:"
                        + " DeviceRegistered of revision 9, DeviceTeleported of revision 1");
        assertThat(rows()).isEmpty();
    }

    @Test
    void doNotStartWhileAKindIsAddedThatTheyDoNotKnow() throws Exception {
        try (Connection newer = database.connect()) {
            newer.setAutoCommit(false);
            ProcessTable table = new ProcessTable(new JdbcTemplate(new SingleConnectionDataSource(newer, true)));
            table.add(List.of(new EventKind("DeviceTeleported", "1")));
            CompletableFuture<Void> start = CompletableFuture.runAsync(processes::start);
            await().until(() -> database.query(
                            "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .equals(List.of("1")));

            newer.commit();

            assertThatThrownBy(start::join).hasCauseInstanceOf(OtherVersion.class);
            assertThat(rows()).isEmpty();
        }
    }

    @Test
    void noticeWhenTheLogWentOnWithoutThem() throws Exception {
        processes.turn();
        database.execute("delete from running_process");
        database.execute("insert into event_kind values ('DeviceTeleported', '1')");

        processes.turn();

        assertThat(processes.outdated()).isTrue();
    }

    @Test
    void takeNoTablesFromThoseOfOtherVersions() throws Exception {
        processes.turn();
        processes.refuseUnderOthers("This changes"); // only processes of the same version run
        older("60 seconds");

        assertThatThrownBy(() -> processes.refuseUnderOthers("This changes"))
                .isInstanceOf(OtherVersion.class)
                .hasMessage("This changes, with which running processes do not work: 7@old-host (query, version 0.9)");
        database.execute("update running_process set roles = 'acl' where version = '0.9'");
        processes.refuseUnderOthers("This changes");
    }

    private void append() {
        transaction.executeWithoutResult(_ -> processes.apply(List.of(REGISTERED)));
    }

    private void older(String left) throws Exception {
        database.execute(
                "insert into running_process (name, roles, version, kinds, live_until) values ('7@old-host', 'query',"
                        + " '0.9', '{}', clock_timestamp() + interval '" + left + "')");
    }

    private List<String> rows() {
        return database
                .query("select name || ' ' || roles || ' ' || version || ' ' ||"
                        + " (live_until > now() and 'DeviceRegistered 1' = any (kinds))::text from running_process")
                .stream()
                .map(row -> row.replaceAll("true$", "t"))
                .toList();
    }

    private List<String> kinds() {
        return database.query("select name || ' ' || revision from event_kind where name = 'DeviceRegistered'");
    }

    private RunningProcesses process() {
        MockEnvironment settings = new MockEnvironment();
        settings.setActiveProfiles("command", "something");
        Properties build = new Properties();
        build.setProperty("version", "1.0");
        build.setProperty("time", Instant.EPOCH.toString());
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("build", new BuildProperties(build));
        return new RunningProcesses(
                new JdbcTemplate(source),
                transaction,
                new ProcessName("new"),
                settings,
                beans.getBeanProvider(BuildProperties.class),
                NEVER);
    }
}
