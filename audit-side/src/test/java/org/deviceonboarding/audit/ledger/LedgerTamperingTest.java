package org.deviceonboarding.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.deviceonboarding.audit.ledger.keyfile.KeyFiles;
import org.deviceonboarding.ledger.NoteSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One ledger of 1,500 signed entries and 40 more; each test changes something and takes it back. */
@DisplayName("Somebody who may write to the database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTamperingTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final int SIGNED = 1_500;
    private static final int MORE = 40;

    @TempDir
    private static Path directory;

    private final SampleLedgerLog log = new SampleLedgerLog(7);
    private volatile Instant now = SampleLedgerLog.START.plus(Duration.ofDays(1));
    private LedgerProcess keeper;
    private TransactionTemplate transaction;

    @BeforeAll
    void signTwiceAndGrow() throws Exception {
        keeper = LedgerProcess.on(log.database(), directory, () -> now);
        transaction = keeper.context().getBean(TransactionTemplate.class);
        log.append(700);
        keeper.turn();
        now = now.plusSeconds(60);
        log.append(SIGNED - 700);
        keeper.turn();
        log.append(MORE);
        boolean _ = keeper.tail().advance();
        now = now.plusSeconds(60);
    }

    @AfterAll
    void end() {
        keeper.close();
        log.close();
    }

    /** What changes what was signed, or what is to be signed next. */
    static Stream<String> changesNoticedBeforeSigning() {
        return Stream.of(
                "update ledger_checkpoint set root = decode(repeat('00', 32), 'hex') where size = 1500",
                "update ledger_checkpoint set note = replace(note, '1500', '1499') where size = 1500",
                "update ledger_checkpoint set note = (select note from ledger_checkpoint where size = 700) where size = 1500",
                "update ledger_checkpoint set position = position + 1 where size = 1500",
                "update ledger_checkpoint set size = 1501 where size = 1500",
                "delete from ledger_checkpoint where size = 1500",
                "delete from ledger_checkpoint",
                "truncate ledger_checkpoint, ledger_leaf, ledger_node",
                "update ledger_state set verifier_key = null",
                "update ledger_state set verifier_key = 'x'",
                "delete from ledger_state",
                "update ledger_node set hash = decode(repeat('00', 32), 'hex') where level = 10 and index = 0",
                "delete from ledger_node where level = 10 and index = 0",
                "update ledger_node set hash = decode('00', 'hex') where level = 10 and index = 0",
                "update ledger_leaf set hash = decode(repeat('00', 32), 'hex') where index = 1520",
                "update ledger_node set hash = decode(repeat('00', 32), 'hex') where level = 1 and index = 760",
                "delete from ledger_leaf where index = 1520",
                "delete from ledger_leaf where index >= 1499",
                "delete from domain_event_entry where global_index = (select max(global_index) from domain_event_entry)");
    }

    @ParameterizedTest
    @MethodSource("changesNoticedBeforeSigning")
    void getsNoCheckpointSignedThatDoesNotGoOnFromTheOneBefore(String change) {
        transaction.executeWithoutResult(status -> {
            change(change);
            assertThatExceptionOfType(Tampering.class).isThrownBy(keeper::turn);
            status.setRollbackOnly();
        });
    }

    /** What changes what lies behind. */
    static Stream<String> changesNoticedOnPatrol() {
        return Stream.of(
                "update domain_event_entry set payload = replace(payload, 'comment', 'Comment') where global_index = 17",
                "update domain_event_entry set meta_data = '{\"actor\":\"mallory\"}' where global_index = 17",
                "update domain_event_entry set time_stamp = replace(time_stamp, '2026', '2025') where global_index = 17",
                "update domain_event_entry set time_stamp = 'never' where global_index = 17",
                "update domain_event_entry set payload_revision = '2' where global_index = 17",
                "delete from domain_event_entry where global_index = 17",
                """
                update domain_event_entry one set payload = other.payload from domain_event_entry other
                where one.global_index in (17, (select max(global_index) from domain_event_entry))
                  and other.global_index in (17, (select max(global_index) from domain_event_entry))
                  and one.global_index <> other.global_index
                """,
                """
                insert into domain_event_entry overriding system value
                select min(gap), 'x', 'x', 0, null, '2026-11-01T12:00:00Z', 'DeviceResumed', null, '{}', '{}'
                from generate_series(1, 100) gap where gap not in (select global_index from domain_event_entry)
                """,
                "update ledger_leaf set hash = decode(repeat('00', 32), 'hex') where index = 5",
                "update ledger_leaf set latest = latest + interval '1 us' where index = 5",
                "update ledger_leaf set position = -1 where index = 5",
                "update ledger_node set hash = decode(repeat('00', 32), 'hex') where level = 1 and index = 2",
                "delete from ledger_node where level = 3 and index = 4",
                "update ledger_checkpoint set note = replace(note, '700', '701') where size = 700",
                "update ledger_checkpoint set root = decode(repeat('00', 32), 'hex') where size = 700");
    }

    @ParameterizedTest
    @MethodSource("changesNoticedOnPatrol")
    void isNoticedAnywhereInTheLogAndTheLedger(String change) {
        transaction.executeWithoutResult(status -> {
            assertThatNoException().isThrownBy(keeper::goRound);
            change(change);
            assertThatExceptionOfType(Tampering.class).isThrownBy(keeper::goRound);
            status.setRollbackOnly();
        });
    }

    @Test
    void isToldThePlace() {
        long position = log.entries().get(1_200).position();
        transaction.executeWithoutResult(status -> {
            change("update domain_event_entry set meta_data = '{}' || ' ' where global_index = " + position);
            assertThatExceptionOfType(Tampering.class)
                    .isThrownBy(keeper::goRound)
                    .withMessage("The entry at position " + position + " is not the one in the ledger");
            status.setRollbackOnly();
        });
    }

    /** Whoever holds the key can sign what they like; but not so that a process forgets what it has seen. */
    @Test
    void cannotStartTheLedgerAnewBesideAProcessThatHasSeenTheOldOne() throws Exception {
        NoteSigner stolen = KeyFiles.at(directory.resolve("ledger.key"))
                .find("portal.example/ledger")
                .orElseThrow();
        transaction.executeWithoutResult(status -> {
            change("truncate ledger_checkpoint, ledger_leaf, ledger_node");
            change("update ledger_state set verifier_key = '" + stolen.verifier() + "'");
            change("update domain_event_entry set payload = '{}' where global_index = 17");
            assertThatExceptionOfType(Tampering.class)
                    .isThrownBy(keeper::turn)
                    .withMessageContaining("ledger.checkpoint");
            status.setRollbackOnly();
        });
    }

    @Test
    void cannotGoBackToAnOlderCheckpoint() throws Exception {
        try (LedgerProcess fresh = LedgerProcess.on(log.database(), directory.resolve("again"), () -> now)) {
            Files.copy(directory.resolve("ledger.checkpoint"), directory.resolve("again/ledger.checkpoint"));
            fresh.context().getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                change(fresh, "delete from ledger_checkpoint where size = 1500");
                assertThatExceptionOfType(Tampering.class)
                        .isThrownBy(() -> fresh.witness().look(fresh.states().read()))
                        .withMessageContaining("is gone from the database");
                status.setRollbackOnly();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no note", "portal.example/ledger\n0\n\n"})
    void mayAsWellChangeTheFile(String content) throws Exception {
        Path file = directory.resolve("ledger.checkpoint");
        String before = Files.readString(file);
        try {
            Files.writeString(file, content);
            transaction.executeWithoutResult(status -> {
                assertThatExceptionOfType(Tampering.class).isThrownBy(keeper::turn);
                status.setRollbackOnly();
            });
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void endsTheSigningUntilSomebodyHasLooked(CapturedOutput output) throws Exception {
        try (SampleLedgerLog other = new SampleLedgerLog(8);
                LedgerProcess victim = LedgerProcess.on(other.database(), directory.resolve("victim"), () -> now)) {
            other.append(3);
            LedgerLoop loop = victim.loop();
            loop.start();
            try {
                await().atMost(GENEROUS)
                        .until(() -> victim.checkpoints().newest().isPresent());
                assertThat(loop.condition()).isEqualTo(LedgerStatus.GOOD);
                String payload = other.entries().get(1).payload();
                long position = other.entries().get(1).position();

                other.jdbc()
                        .sql("update domain_event_entry set payload = '{}' where global_index = " + position)
                        .update();
                await().atMost(GENEROUS).until(() -> loop.condition().tampering() != null);
                assertThat(new LedgerProgress(victim.leaves(), loop).trouble())
                        .hasValueSatisfying(
                                trouble -> assertThat(trouble.grave()).isTrue());
                await().atMost(GENEROUS).until(() -> victim.states().read().tampering() != null);
                assertThat(output)
                        .contains("Somebody changed the ledger or the log")
                        .contains("position " + position);
                other.append(2);
                now = now.plusSeconds(600);
                victim.turn();
                assertThat(victim.checkpoints().newest().orElseThrow().size()).isEqualTo(3);

                other.jdbc()
                        .sql("update domain_event_entry set payload = :payload where global_index = " + position)
                        .param("payload", payload)
                        .update();
                other.jdbc().sql("update ledger_state set tampering = null").update();
                await().atMost(GENEROUS)
                        .until(() -> victim.checkpoints().newest().orElseThrow().size() == 5);
                await().atMost(GENEROUS).until(() -> loop.condition().equals(LedgerStatus.GOOD));
            } finally {
                loop.stop();
            }
        }
    }

    private void change(String change) {
        change(keeper, change);
    }

    private static void change(LedgerProcess by, String change) {
        int _ = by.context().getBean(JdbcTemplate.class).update(change);
    }
}
