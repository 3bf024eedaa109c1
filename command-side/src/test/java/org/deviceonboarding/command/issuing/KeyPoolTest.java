package org.deviceonboarding.command.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The pool of keys")
class KeyPoolTest {
    private static final Duration GENEROUS = Duration.ofMinutes(1);
    private static final int SIZE = 4;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SetCpuLoad load = new SetCpuLoad();
    private final KeyPool pool = new KeyPool(sized(SIZE), new SecureRandom(), metrics);
    private final KeyPoolFiller filler = new KeyPoolFiller(pool, load, sized(SIZE));

    private static IssuingProperties sized(int keys) {
        return new IssuingProperties(365, 30, keys, URI.create("https://portal.example"), "localhost", 8883);
    }

    @AfterEach
    void stop() {
        filler.stop();
    }

    @Test
    void givesEachKeyOnceHoweverManyTakeOne() throws Exception {
        fill();
        List<KeyPair> taken = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(SIZE)) {
            Callable<KeyPair> take = () -> pool.take(KeyAlgorithm.RSA_2048);
            for (Future<KeyPair> key : threads.invokeAll(List.of(take, take, take, take))) {
                taken.add(key.get());
            }
        }

        Set<Object> different = new HashSet<>();
        taken.forEach(key -> different.add(key.getPublic()));
        assertThat(different).hasSize(SIZE);
        assertThat(level()).isZero();
    }

    @Test
    void makesAKeyOnTheSpotWhenItIsEmpty() {
        KeyPair key = pool.take(KeyAlgorithm.RSA_2048);

        assertThat(KeyAlgorithm.of(key.getPublic())).contains(KeyAlgorithm.RSA_2048);
        assertThat(level()).isZero();
        fill();
        assertThat(level()).as("keys that fit in after that").isEqualTo(SIZE);
    }

    @Test
    void keepsItsKeysFromRequestsForOtherAlgorithms() {
        pool.add();

        assertThat(KeyAlgorithm.of(pool.take(KeyAlgorithm.EC_P256).getPublic())).contains(KeyAlgorithm.EC_P256);
        assertThat(KeyAlgorithm.of(pool.take(KeyAlgorithm.RSA_3072).getPublic()))
                .contains(KeyAlgorithm.RSA_3072);
        assertThat(level()).isOne();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1})
    void getsNoKeyWhileTheProcessorIsBusy(double busy) {
        load.set(busy);
        assertThat(filler.turn()).isFalse();
        assertThat(level()).isZero();

        load.set(0.69);
        assertThat(filler.turn()).isTrue();
        assertThat(level()).isOne();
    }

    @Test
    void getsKeysWhereNobodyKnowsTheLoad() {
        load.set(-1);

        assertThat(filler.turn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048", "ec-p256"})
    void getsNoKeyWhileOthersTakeSome(String algorithm) {
        pool.take(KeyAlgorithm.named(algorithm).orElseThrow());

        assertThat(filler.turn()).isFalse();
        assertThat(load.reads())
                .as("the next load is that of the pause, not that of the time before")
                .isOne();
        assertThat(filler.turn()).isTrue();
    }

    @Test
    void isFilledAgainAndItsThreadRestsWhenItIsFull() {
        filler.start();
        awaitLevel(SIZE);
        int reads = load.reads();

        pool.take(KeyAlgorithm.EC_P256);
        assertThat(load.reads()).isEqualTo(reads);

        pool.take(KeyAlgorithm.RSA_2048);
        pool.take(KeyAlgorithm.RSA_2048);
        awaitLevel(SIZE);
        assertThat(load.reads()).as("a turn that paused and one for each key").isGreaterThanOrEqualTo(reads + 3);
    }

    @Test
    void losesItsKeysWhenTheProcessStops() {
        filler.start();
        awaitLevel(SIZE);

        filler.stop();

        assertThat(filler.isRunning()).isFalse();
        assertThat(level()).isZero();
        assertThat(pool.take(KeyAlgorithm.RSA_2048))
                .as("a key for a request under way")
                .isNotNull();
    }

    @Test
    void doesNotExistWithSizeZero() {
        KeyPool off = new KeyPool(sized(0), new SecureRandom(), new SimpleMeterRegistry());
        KeyPoolFiller idle = new KeyPoolFiller(off, load, sized(0));

        idle.start();

        assertThat(idle.isRunning()).isFalse();
        assertThat(KeyAlgorithm.of(off.take(KeyAlgorithm.RSA_2048).getPublic())).contains(KeyAlgorithm.RSA_2048);
    }

    @Test
    void saysNothingOfItsKeys() {
        fill();
        String said = pool + " " + filler + " " + metrics.getMetersAsString();

        for (int i = 0; i < SIZE; i++) {
            var key = (RSAPrivateKey) pool.take(KeyAlgorithm.RSA_2048).getPrivate();
            assertThat(said)
                    .doesNotContain(key.getPrivateExponent().toString())
                    .doesNotContain(key.getPrivateExponent().toString(16))
                    .doesNotContain(key.getModulus().toString());
        }
    }

    private void fill() {
        for (int i = 0; i < SIZE; i++) {
            pool.add();
        }
    }

    private void awaitLevel(int keys) {
        await().atMost(GENEROUS).until(() -> level() == keys);
    }

    private int level() {
        return (int) metrics.get("key.pool.keys").gauge().value();
    }
}
