package org.deviceonboarding.portal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deviceonboarding.testkit.http.Answer;

/** So many rounds, in each of which two calls are made at once. */
final class RaceRounds {
    private final int rounds;

    interface Round {
        void play(int number) throws Exception;
    }

    interface Call {
        Answer make() throws Exception;
    }

    RaceRounds(int rounds) {
        this.rounds = rounds;
    }

    int count() {
        return rounds;
    }

    void each(Round round) throws Exception {
        for (int i = 0; i < rounds; i++) {
            round.play(i);
        }
    }

    static List<Answer> together(Call one, Call other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> both = new ArrayList<>();
            for (Call call : List.of(one, other)) {
                both.add(callers.submit(() -> {
                    start.await();
                    return call.make();
                }));
            }
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }
}
