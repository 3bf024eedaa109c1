package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deviceonboarding.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayName("A wrong DATABASE_URL")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseRefusedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        //[^@]*@ | //postgres:wr0ngs3cret@ | password authentication failed
        /[^/]*$ | /nowhere | database "nowhere" does not exist
        @[^/]*/ | @127.0.0.1:1/ | Connection to 127.0.0.1:1 refused
        postgresql:// | mysql:// | DATABASE_URL is not of the form
        """)
    void stopsTheStartWithASentence(String part, String wrong, String sentence, CapturedOutput output) {
        String url = TestPostgres.fresh().url();
        String password = url.replaceFirst(".*postgres:", "").replaceFirst("@.*", "");

        assertThatThrownBy(() -> Store.start(url.replaceFirst(part, wrong)).close())
                .isInstanceOf(Exception.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(sentence)
                .contains("DATABASE_URL")
                .doesNotContain("wr0ngs3cret", password)
                .doesNotContain("\tat org.springframework");
    }
}
