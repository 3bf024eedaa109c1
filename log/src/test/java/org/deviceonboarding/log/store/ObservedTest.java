package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.append.NewEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;

@DisplayName("A durable append")
class ObservedTest {
    private static final PendingAppend CHANGE = new PendingAppend(List.of(), CompanionRows.take());

    @Test
    void succeedsAlthoughAnObserverFails() {
        List<List<NewEvent>> told = new ArrayList<>();

        assertThatNoException()
                .isThrownBy(() -> observed(() -> Stream.of(
                                _ -> {
                                    throw new NoClassDefFoundError("as the test wants it");
                                },
                                told::add))
                        .tell(CHANGE));

        assertThat(told).hasSize(1);
    }

    @Test
    void succeedsAlthoughAnObserverCannotBeMade() {
        assertThatNoException()
                .isThrownBy(() -> observed(() -> {
                            throw new BeanCreationException("as the test wants it");
                        })
                        .tell(CHANGE));
    }

    private interface Observers {
        Stream<AppendObserver> all();
    }

    private static Observed observed(Observers observers) {
        return new Observed(new ObjectProvider<>() {
            @Override
            public Stream<AppendObserver> orderedStream() {
                return observers.all();
            }
        });
    }
}
