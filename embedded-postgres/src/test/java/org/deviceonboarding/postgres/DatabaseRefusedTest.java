package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deviceonboarding.testkit.Checkout;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

@DisplayName("A wrong DATABASE_URL")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseRefusedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        //[^@]*@ | //postgres:wr0ngs3cret@ | password authentication failed
        /[^/]*$ | /nowhere | database "nowhere" does not exist
        @[^/]*/ | @127.0.0.1:1/ | Connection to 127.0.0.1:1 refused
        postgresql:// | mysql:// | the portal works with PostgreSQL alone
        """)
    void stopsTheStartWithASentence(String part, String wrong, String sentence, CapturedOutput output) {
        String url = TestPostgres.empty().url();
        String password = url.replaceFirst(".*postgres:", "").replaceFirst("@.*", "");

        assertThatThrownBy(() -> start(url.replaceFirst(part, wrong)).close()).isInstanceOf(Exception.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(sentence)
                .contains("DATABASE_URL")
                .doesNotContain("wr0ngs3cret", password)
                .doesNotContain("\tat org.springframework");
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=file:" + Checkout.settings(), "--DATABASE_URL=" + url);
    }

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(PostgresConfiguration.class)
    static class Wiring {}
}
