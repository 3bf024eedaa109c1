package org.deviceonboarding.access.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

@DisplayName("An export")
class ExportTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "text/csv > CSV",
                "TEXT/CSV;charset=utf-8 > CSV",
                "application/x-ndjson > NDJSON",
                "application/json;q=0.5, text/csv > CSV",
                "text/csv;q=0.5, application/x-ndjson;q=0.9 > NDJSON",
                "*/*, text/csv > CSV",
                "text/csv, application/json > CSV",
                "application/json, text/csv >",
                "application/json >",
                "text/csv;q=0 >",
                "text/csv;q=0.5, application/json >",
                "text/* >",
                "*/* >",
                "text/html >",
                "garbage >",
                "'' >",
            })
    void isMadeForWhoAsksForItByName(String accept, ExportType type) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);

        assertThat(ExportType.wanted(new ServletWebRequest(request))).isEqualTo(Optional.ofNullable(type));
    }
}
