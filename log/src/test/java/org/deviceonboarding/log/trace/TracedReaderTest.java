package org.deviceonboarding.log.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deviceonboarding.log.reader.LogReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A traced reader")
class TracedReaderTest {
    @Test
    void passesOnEveryCallEvenThoseWithADefault() {
        assertThat(signatures(TracedReader.class))
                .containsAll(signatures(LogReader.class).toList());
    }

    private static Stream<String> signatures(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(TracedReaderTest::signature);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
