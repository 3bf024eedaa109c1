package org.deviceonboarding.command.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayName("The settings of certificates and keys")
class IssuingPropertiesTest {
    private final ApplicationContextRunner process = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues("portal.issuing.public-url=https://portal.example");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void haveASizeOfThePoolOfKeys(int size) {
        process.withPropertyValues("portal.issuing.key-pool-size=" + size)
                .run(context -> assertThat(
                                context.getBean(IssuingProperties.class).keyPoolSize())
                        .isEqualTo(size));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, must be greater than or equal to 0",
        "10001, must be less than or equal to 10000",
        "many, Failed to bind properties under 'portal.issuing.key-pool-size' to int",
    })
    void refuseASizeThatThePoolCannotHave(String size, String reason) {
        process.withPropertyValues("portal.issuing.key-pool-size=" + size)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(reason));
    }

    @EnableConfigurationProperties(IssuingProperties.class)
    static class Settings {}
}
