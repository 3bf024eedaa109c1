package org.deviceonboarding.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

@DisplayName("An export")
class ExportFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "text/csv > events.csv",
                "TEXT/CSV;charset=utf-8 > events.csv",
                "application/x-ndjson > events.ndjson",
                "application/json;q=0.5, text/csv > events.csv",
                "text/csv;q=0.5, application/x-ndjson;q=0.9 > events.ndjson",
                "*/*, text/csv > events.csv",
                "text/csv, application/json > events.csv",
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
    void isMadeForWhoAsksForItByName(String accept, String format) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);

        assertThat(ExportFormat.wanted(new ServletWebRequest(request)).map(ExportFormat::file))
                .isEqualTo(java.util.Optional.ofNullable(format));
    }
}
