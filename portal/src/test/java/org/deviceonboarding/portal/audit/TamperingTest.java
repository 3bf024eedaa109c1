package org.deviceonboarding.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.portal.audit.Auditor.Output;
import org.deviceonboarding.portal.audit.Vandal.Thoroughness;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own, since the portal itself stops to sign when it finds out. */
@DisplayName("An auditor who kept a checkpoint")
@SpringBootTest(
        classes = Portal.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PORTAL_ROLES=command,query,crl",
            "PUBLIC_URL=https://portal.example",
            // Only when it is asked to, so that nothing happens between two statements of a vandal.
            "portal.ledger.interval=1h",
            "portal.ledger.patrol-interval=1h",
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext // nobody else wants a log in that state
class TamperingTest {
    private static final Path FOLDER = newFolder();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredLog log;

    @Autowired
    private TransactionTemplate transaction;

    private Auditor auditor;
    private Vandal vandal;
    private String key;
    private long gap;
    private long victim;
    private long other;
    private long last;

    @DynamicPropertySource
    static void placeForItsData(DynamicPropertyRegistry settings) {
        settings.add("DATABASE_URL", () -> TestPostgres.migrated().url());
        settings.add("DATA_DIR", () -> FOLDER.resolve("data").toString());
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "audit-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void keepACheckpointOfAnHonestLog() throws IOException {
        Path keyFile = FOLDER.resolve("data").resolve("admin.key");
        auditor = new Auditor(port, keyFile);
        vandal = new Vandal(jdbc, log, FOLDER.resolve("data").resolve("ledger.checkpoint"));
        Caller admin = new Caller(port, Files.readString(keyFile).strip());

        String pump = admin.register("pump 1").field("device_id");
        admin.post("/suspend/" + pump).is(200);
        auditor.asks("audit", "checkpoint", "--new").is(0);
        gap = jdbc.sql("select nextval(pg_get_serial_sequence('domain_event_entry', 'global_index'))")
                .query(Long.class)
                .single();
        String valve = admin.register("valve 1").field("device_id");
        admin.post("/resume/" + pump).is(200);
        auditor.asks("audit", "checkpoint", "--new").is(0);
        admin.post("/revoke/" + valve).is(200);
        admin.post("/resume/" + valve).is(409);
        admin.register("pump 2");
        admin.post("/suspend/" + pump).is(200);
        victim = position("DeviceRegistered", valve);
        other = position("DeviceResumed", pump);
        last = log.head();

        key = auditor.asks("audit", "checkpoint", "--new", "--output", "json")
                .is(0)
                .out()
                .replaceFirst("(?s).*\"verifier_key\":\"([^\"]+)\".*", "$1");
        Files.writeString(
                kept(), auditor.asks("audit", "checkpoint", "--all").is(0).out());
        Files.writeString(
                FOLDER.resolve("one.note"),
                auditor.asks("audit", "checkpoint").is(0).out());
        auditor.asks("audit", "export", earlier().toString()).is(0);
        vandal.remember();
    }

    private long position(String type, String device) {
        return jdbc.sql("select max(global_index) from domain_event_entry"
                        + " where payload_type = :type and aggregate_identifier = :device")
                .param("type", type)
                .param("device", device)
                .query(Long.class)
                .single();
    }

    private static Path kept() {
        return FOLDER.resolve("kept.ndjson");
    }

    private static Path earlier() {
        return FOLDER.resolve("earlier.bundle");
    }

    @AfterEach
    void putBack() {
        transaction.executeWithoutResult(_ -> {
            try {
                vandal.putBack();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void findsNothingWrongIfNobodyDidAnything() {
        Output verdict = verify();

        assertThat(verdict.findings()).isEmpty();
        verdict.is(0);
        assertThat(Auditor.runs(
                                "audit",
                                "verify",
                                earlier().toString(),
                                "--key",
                                key,
                                "--checkpoint",
                                FOLDER.resolve("one.note").toString(),
                                "--root",
                                FOLDER.resolve("data/ca/root.crt").toString())
                        .is(0)
                        .out())
                .contains("nothing is wrong")
                .doesNotContain("NOT checked");
    }

    @ParameterizedTest
    @EnumSource
    void findsAByteOfAPayloadThatChanged(Thoroughness thoroughness) {
        after(thoroughness, victim, () -> vandal.change(victim, "payload", "valve 1", "valve 7"));
        isFound(victim);
    }

    @ParameterizedTest
    @EnumSource
    void findsATimeThatChanged(Thoroughness thoroughness) {
        String time = jdbc.sql("select time_stamp from domain_event_entry where global_index = :victim")
                .param("victim", victim)
                .query(String.class)
                .single();
        char digit = time.charAt(18) == '5' ? '4' : '5';
        after(
                thoroughness,
                victim,
                () -> vandal.change(victim, "time_stamp", time, time.substring(0, 18) + digit + time.substring(19)));
        isFound(victim);
    }

    @ParameterizedTest
    @EnumSource
    void findsAnActorThatChanged(Thoroughness thoroughness) {
        after(thoroughness, victim, () -> vandal.change(victim, "meta_data", "\"admin\"", "\"bdmin\""));
        isFound(victim);
    }

    @ParameterizedTest
    @EnumSource
    void findsThatTheLastEntryIsGone(Thoroughness thoroughness) {
        after(thoroughness, last, () -> vandal.delete(last));
        isFound(last);
    }

    @ParameterizedTest
    @EnumSource
    void findsThatAnEntryInTheMiddleIsGone(Thoroughness thoroughness) {
        after(thoroughness, victim, () -> vandal.delete(victim));
        isFound(victim);
    }

    @ParameterizedTest
    @EnumSource
    void findsAnEntryThatWasPutIn(Thoroughness thoroughness) {
        after(thoroughness, gap, () -> vandal.insert(gap));
        isFound(gap);
    }

    @ParameterizedTest
    @EnumSource
    void findsTwoEntriesThatChangedPlaces(Thoroughness thoroughness) {
        after(thoroughness, victim, () -> vandal.swap(victim, other));
        isFound(victim);
    }

    private void after(Thoroughness thoroughness, long firstChanged, Runnable change) {
        transaction.executeWithoutResult(_ -> {
            change.run();
            try {
                vandal.coverUp(thoroughness, firstChanged);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Output verify(String... more) {
        Path bundle = FOLDER.resolve("now.bundle");
        auditor.asks("audit", "export", "--force", bundle.toString()).is(0);
        List<String> arguments =
                new ArrayList<>(List.of("audit", "verify", bundle.toString(), "--output", "json", "--key", key));
        arguments.addAll(List.of(more));
        return Auditor.runs(arguments.toArray(String[]::new));
    }

    private void isFound(long position) {
        Output withCheckpoints = verify("--checkpoint", kept().toString());
        withCheckpoints.is(1);
        assertThat(withCheckpoints.findings())
                .as("a place with position %d in it", position)
                .anyMatch(finding -> finding.covers(position));

        Output withABundle = Auditor.runs(
                "audit",
                "verify",
                FOLDER.resolve("now.bundle").toString(),
                "--output",
                "json",
                "--key",
                key,
                "--earlier",
                earlier().toString());
        withABundle.is(1);
        assertThat(withABundle.findings())
                .as("position %d itself", position)
                .anyMatch(finding -> finding.place().equals("position " + position));
    }
}
