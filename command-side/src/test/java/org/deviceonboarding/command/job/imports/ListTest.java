package org.deviceonboarding.command.job.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A list of devices")
class ListTest {
    private final Seen seen = new Seen();

    @Nested
    @DisplayName("as CSV")
    class AsCsv {
        @Test
        void isReadRowByRow() throws IOException {
            csv("name,type,labels\r\np-1,pump,line=b;area=7\r\n\"p,2\",pump,\r\n");

            assertThat(seen.lines)
                    .containsExactly(
                            new ImportLine("p-1", "pump", null, null, Map.of("line", "b", "area", "7"), null),
                            new ImportLine("p,2", "pump", null, null, Map.of(), null));
        }

        @Test
        void mayNameItsColumnsInAnyOrderAndStartWithAMark() throws IOException {
            csv("\uFEFFtype,name\npump,p-1\n");

            assertThat(seen.lines).containsExactly(new ImportLine("p-1", "pump", null, null, Map.of(), null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "name\n",
                    "name,type,colour\n",
                    "name,type,name\n",
                    "name,type\n\"never closed",
                    "name,type\n\"a\"b,c\n"
                })
        void isRefusedIfItCannotBeRead(String text) {
            assertThatThrownBy(() -> csv(text)).isInstanceOf(UnreadableList.class);
        }

        @Test
        void isRefusedIfItIsNotUtf8() {
            byte[] latin = "name,type\nM\u00fcller,pump\n".getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> csv(latin))
                    .isInstanceOf(UnreadableList.class)
                    .hasMessage(
                            "Line 2 has the byte 0xFC, which is not UTF-8; save the list as UTF-8, in Excel as \"CSV UTF-8\"");
        }

        @Test
        void saysTheLineThatIsNotUtf8HoweverFarItIs() {
            byte[] latin = ("name,type\n" + "p,\u0416\n".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
            latin[latin.length - 2] = (byte) 0xE4; // in the second half of a character

            assertThatThrownBy(() -> csv(latin))
                    .isInstanceOf(UnreadableList.class)
                    .hasMessageStartingWith("Line 5001 has the byte 0xE4, which is not UTF-8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-1252", "IBM850"})
        void isRefusedInEveryOtherEncoding(String charset) {
            byte[] other = "name,type\nM\u00fcller,pump\n".getBytes(java.nio.charset.Charset.forName(charset));

            assertThatThrownBy(() -> csv(other)).isInstanceOf(UnreadableList.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "name;type;location\np-1;pump;Halle 3\n",
                    "Name,Type,LOCATION\np-1,pump,Halle 3\n",
                    "sep=;\nname;type;location\np-1;pump;Halle 3\n",
                    "\uFEFFsep=;\r\nName;Type;Location\r\np-1;pump;Halle 3\r\n",
                    "\"sep=\t\"\nname\ttype\tlocation\np-1\tpump\tHalle 3\n",
                    "name\ttype\tlocation\np-1\tpump\tHalle 3\n",
                    "\n\n\"Name\",\" type\",location\n\np-1,pump,Halle 3\n\n",
                })
        void isReadAsSpreadsheetsWriteIt(String text) throws IOException {
            csv(text);

            assertThat(seen.lines).containsExactly(new ImportLine("p-1", "pump", "Halle 3", null, Map.of(), null));
            assertThat(seen.faults).isEmpty();
        }

        @Test
        void keepsItsLabelsWhereSemicolonsStandBetweenCells() throws IOException {
            csv("name;type;labels\np-1;pump;\"line=b;area=7\"\np-2;pump;a,b=c\n");

            assertThat(seen.lines)
                    .first()
                    .isEqualTo(new ImportLine("p-1", "pump", null, null, Map.of("line", "b", "area", "7"), null));
        }

        @Test
        void isNotReadToTheEndOfARowThatHasNone() {
            InputStream endless = new Endless("name,type\n\"");

            assertThatThrownBy(() -> CsvList.read(endless, 32 * 1024, seen)).isInstanceOf(UnreadableList.class);
        }

        @Test
        void goesOnBehindARowThatIsWrong() throws IOException {
            csv("name,type,labels\np-1,pump\np-2,pump,nonsense\np-3,pump,a=1;a=2\np-4,pump,\n");

            assertThat(seen.faults).containsExactly("", "labels", "labels");
            assertThat(seen.lines).hasSize(1);
        }

        private void csv(String text) throws IOException {
            csv(text.getBytes(StandardCharsets.UTF_8));
        }

        private void csv(byte[] bytes) throws IOException {
            CsvList.read(ImportBody.plain(new ByteArrayInputStream(bytes)), 32 * 1024, seen);
        }
    }

    @Nested
    @DisplayName("as lines of JSON")
    class AsLines {
        @Test
        void isReadLineByLine() throws IOException {
            lines(
                    "{\"name\":\"p-1\",\"type\":\"pump\",\"labels\":{\"line\":\"b\"}}\n\n{\"name\":\"p-2\",\"type\":\"pump\"}");

            assertThat(seen.lines)
                    .containsExactly(
                            new ImportLine("p-1", "pump", null, null, Map.of("line", "b"), null),
                            new ImportLine("p-2", "pump", null, null, null, null));
        }

        @Test
        void goesOnBehindALineThatIsWrong() throws IOException {
            lines("nonsense\n[]\nnull\n{\"nome\":\"p\"}\n" + "x".repeat(40_000)
                    + "\n{\"name\":\"p-2\",\"type\":\"pump\"}\n");

            assertThat(seen.faults).containsExactly("", "", "", "nome", "");
            assertThat(seen.lines).hasSize(1);
        }

        private void lines(String text) throws IOException {
            JsonMapper json = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
            new NdjsonList(json).read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 32 * 1024, seen);
        }
    }

    private static final class Seen implements RowSink {
        private final List<ImportLine> lines = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        @Override
        public void line(ImportLine line) {
            lines.add(line);
        }

        @Override
        public void unreadable(String field, String message) {
            faults.add(field);
        }
    }

    /** Goes on with a letter for ever. */
    private static final class Endless extends InputStream {
        private final byte[] start;
        private int at;

        Endless(String start) {
            this.start = start.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            return at < start.length ? start[at++] : 'a';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
