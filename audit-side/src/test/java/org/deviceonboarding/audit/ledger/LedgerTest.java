package org.deviceonboarding.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.ledger.ProofVerdict;
import org.deviceonboarding.ledger.Prover;
import org.deviceonboarding.ledger.SignedCheckpoint;
import org.deviceonboarding.ledger.Subtree;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.log.read.StoredLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("The ledger")
class LedgerTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final long SEED = 20261101;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final SampleLedgerLog log = new SampleLedgerLog(SEED);
    private final List<LedgerProcess> keepers = new ArrayList<>();
    private volatile Instant now = SampleLedgerLog.START.plus(Duration.ofDays(1));

    private LedgerProcess keeper(String name) throws Exception {
        LedgerProcess keeper = LedgerProcess.on(log.database(), directory.resolve(name), () -> now);
        keepers.add(keeper);
        return keeper;
    }

    @AfterEach
    void end() {
        keepers.forEach(LedgerProcess::close);
        log.close();
    }

    @Test
    void growsByPagesToWhatAFoldFromZeroMakesEvenIfItIsCutOff() throws Exception {
        LedgerProcess keeper = keeper("a");
        TransactionTemplate transaction = keeper.context().getBean(TransactionTemplate.class);
        for (int round = 0; round < 12; round++) {
            log.append(random.nextInt(round == 5 ? 2_500 : 40));
            if (random.nextBoolean()) {
                transaction.executeWithoutResult(status -> {
                    boolean _ = keeper.tail().advance();
                    status.setRollbackOnly();
                });
            }
            if (random.nextBoolean()) {
                boolean _ = keeper.tail().advance();
            }
        }
        grow(keeper);

        assertIsFoldFromZero();
    }

    @Test
    void isKeptByTwoProcessesAtOnce() throws Exception {
        LedgerProcess one = keeper("a");
        LedgerProcess other = keeper("b");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work =
                    List.of(threads.submit(() -> growTo(one, 3_000)), threads.submit(() -> growTo(other, 3_000)));
            for (int i = 0; i < 30; i++) {
                log.append(100);
            }
            for (Future<?> each : work) {
                each.get(GENEROUS.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            }
        }

        assertIsFoldFromZero();
    }

    @Test
    void isSignedOnceAMinuteIfItGrewAndWhenAskedTo() throws Exception {
        LedgerProcess keeper = keeper("a");
        keeper.turn();
        assertThat(sizes(keeper)).isEmpty();

        log.append(3);
        keeper.turn();
        log.append(4);
        keeper.turn();
        assertThat(sizes(keeper)).containsExactly(3L);

        now = now.plusSeconds(60);
        keeper.turn();
        now = now.plusSeconds(600);
        keeper.turn();
        assertThat(sizes(keeper)).containsExactly(3L, 7L);

        log.append(1);
        keeper.turn();
        log.append(2);
        keeper.states().want(log.head());
        keeper.turn();
        assertThat(sizes(keeper)).containsExactly(3L, 7L, 8L, 10L);
    }

    @Test
    void hasCheckpointsThatAnAuditorAccepts() throws Exception {
        LedgerProcess keeper = keeper("a");
        for (int i = 0; i < 20; i++) {
            log.append(1 + random.nextInt(30));
            now = now.plusSeconds(60);
            keeper.turn();
        }

        VerifierKey verifier = verifier(keeper);
        assertThat(verifier.name()).isEqualTo("portal.example/ledger");
        TreeHead before = TreeHead.EMPTY;
        List<StoredCheckpoint> checkpoints = keeper.checkpoints().after(0, 100);
        assertThat(checkpoints).hasSize(20);
        for (StoredCheckpoint checkpoint : checkpoints) {
            TreeHead head = SignedCheckpoint.open(checkpoint.note().getBytes(UTF_8), verifier, Set.of())
                    .checkpoint()
                    .head();
            TreeHead older = before;
            assertThat(head).isEqualTo(folded(head.size()).head());
            assertThat(checkpoint.position())
                    .isEqualTo(log.entries().get((int) head.size() - 1).position());
            assertThat(keeper.hashes()
                            .read(stored -> new Prover(stored).consistency(older.size(), head.size()))
                            .check(older, head))
                    .isEqualTo(ProofVerdict.HOLDS);
            before = head;
        }
    }

    @Test
    void isSignedByWhoeverSignedFirst() throws Exception {
        LedgerProcess first = keeper("first");
        LedgerProcess second = keeper("second");
        log.append(5);
        first.turn();
        VerifierKey verifier = verifier(first);
        now = now.plusSeconds(60);
        log.append(5);
        second.turn();

        assertThat(sizes(second)).containsExactly(5L);
        assertThat(directory.resolve("second/ledger.key")).doesNotExist();
        assertThat(directory.resolve("second/ledger.checkpoint"))
                .hasContent(newest(first).note());
        assertThat(second.key().trouble(second.states().read())).isEmpty();

        first.turn();
        assertThat(sizes(second)).containsExactly(5L, 10L);
        assertThat(verifier(second)).isEqualTo(verifier);
    }

    @Test
    void isNotSignedByAnotherKeyWhichIsSaid() throws Exception {
        LedgerProcess first = keeper("first");
        log.append(5);
        first.turn();
        LedgerProcess other = keeper("other");
        other.context().getBean(SigningKeys.class).findOrMake("other");
        now = now.plusSeconds(60);
        log.append(5);
        other.turn();

        assertThat(sizes(other)).containsExactly(5L);
        assertThat(other.key().trouble(other.states().read()))
                .hasValueSatisfying(trouble -> assertThat(trouble)
                        .contains("LEDGER_KEY_FILE")
                        .contains(verifier(first).toString()));
        assertThat(first.key().trouble(first.states().read())).isEmpty();
    }

    @Test
    void saysThatNobodySigns() throws Exception {
        log.append(5);
        LedgerProcess keeper = keeper("a");
        grow(keeper);

        assertThat(keeper.witness().trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble)
                        .contains("from position " + log.entries().getFirst().position() + " on"));
        keeper.turn();
        assertThat(keeper.witness().trouble()).isEmpty();
    }

    @Test
    void knowsTheLogAsItWasAtAMoment() throws Exception {
        LedgerProcess keeper = keeper("a");
        StoredLog stored = keeper.context().getBean(StoredLog.class);
        assertThat(stored.positionAt(now)).isZero();
        log.append(300);
        for (int hashed = 0; hashed < 3; hashed++) {
            for (int i = 0; i < 100; i++) {
                Instant moment = SampleLedgerLog.START.plusMillis(random.nextInt(80_000));
                assertThat(stored.positionAt(moment)).as("%s", moment).isEqualTo(positionAt(moment));
            }
            for (var entry : log.entries().subList(0, 100)) {
                Instant moment = Instant.parse(entry.time());
                assertThat(stored.positionAt(moment)).isEqualTo(positionAt(moment));
                assertThat(stored.positionAt(moment.minusNanos(1))).isEqualTo(positionAt(moment.minusNanos(1)));
            }
            grow(keeper);
            log.append(hashed == 0 ? 200 : 0);
        }
    }

    private long positionAt(Instant moment) {
        long position = 0;
        for (var entry : log.entries()) {
            if (Instant.parse(entry.time()).isAfter(moment)) {
                return position;
            }
            position = entry.position();
        }
        return position;
    }

    private void assertIsFoldFromZero() {
        Map<Subtree, Hash> expected = new HashMap<>();
        MerkleTree tree = MerkleTree.EMPTY;
        for (Hash leaf : log.leaves()) {
            tree = tree.append(leaf, expected::put);
        }
        Map<Subtree, Hash> stored = new HashMap<>();
        log.jdbc()
                .sql(
                        "select 0 as level, index, hash from ledger_leaf union all select level, index, hash from ledger_node")
                .query(row -> {
                    stored.put(new Subtree(row.getInt("level"), row.getLong("index")), Hash.of(row.getBytes("hash")));
                });
        assertThat(stored).isEqualTo(expected);
        List<Long> positions = log.jdbc()
                .sql("select position from ledger_leaf order by index")
                .query((row, _) -> row.getLong(1))
                .list();
        assertThat(positions)
                .isEqualTo(log.entries().stream().map(entry -> entry.position()).toList());
    }

    private MerkleTree folded(long size) {
        MerkleTree tree = MerkleTree.EMPTY;
        for (Hash leaf : log.leaves().subList(0, (int) size)) {
            tree = tree.append(leaf);
        }
        return tree;
    }

    private static void grow(LedgerProcess keeper) {
        while (keeper.tail().advance()) {
            Thread.onSpinWait();
        }
    }

    private static void growTo(LedgerProcess keeper, long size) {
        await().atMost(GENEROUS).pollInterval(Duration.ofMillis(5)).until(() -> {
            boolean _ = keeper.tail().advance();
            return keeper.leaves().size() == size;
        });
    }

    private static List<Long> sizes(LedgerProcess keeper) {
        return keeper.checkpoints().after(-1, 100).stream()
                .map(StoredCheckpoint::size)
                .toList();
    }

    private static StoredCheckpoint newest(LedgerProcess keeper) {
        return keeper.checkpoints().newest().orElseThrow();
    }

    private static VerifierKey verifier(LedgerProcess keeper) {
        VerifierKey verifier = keeper.states().read().verifier();
        assertThat(verifier).isNotNull();
        return java.util.Objects.requireNonNull(verifier);
    }
}
