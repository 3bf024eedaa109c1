package org.deviceonboarding.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Rows")
class RowPrinterTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    plain,           "plain"
                    say "so",        "say ""so""\"
                    =cmd(),          "'=cmd()"
                    '=cmd(),         "''=cmd()"
                    \uFF1Dcmd(),    "'\uFF1Dcmd()"
                    """)
    void runNothingInASpreadsheet(String value, String cell) {
        assertThat(csv(value)).isEqualTo(cell + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"27", "7", "155"})
    void moveNoCursorEvenAsData(int character) {
        assertThat(csv("a" + (char) character + "[2J")).isEqualTo("\"a?[2J\"\r\n");
    }

    private static String csv(String value) {
        StringWriter written = new StringWriter();
        new RowPrinter(new PrintWriter(written, true), Format.CSV, List.of()).row(List.of(value));
        return written.toString();
    }
}
