package org.deviceonboarding.command.job.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Recognises how a spreadsheet wrote its CSV: the separator is a comma, or a semicolon where numbers have commas, or a
 * tab; a first line {@code sep=;} may say so.
 *
 * @param header the line that names the columns; null if there is none
 */
record CsvShape(CSVFormat format, @Nullable String header) {
    private static final Pattern SEPARATOR = Pattern.compile("(?i)\"?sep=([,;\\t|])\"?\\s*");

    /** Reads as far as the header. */
    static CsvShape of(BufferedReader text) throws IOException {
        String line = line(text);
        Matcher said = SEPARATOR.matcher(line == null ? "" : line);
        if (said.matches()) {
            return new CsvShape(format(said.group(1).charAt(0)), line(text));
        }
        return new CsvShape(format(line == null ? ',' : guessed(line)), line);
    }

    private static @Nullable String line(BufferedReader text) throws IOException {
        String line = text.readLine();
        while (line != null && line.isEmpty()) {
            line = text.readLine();
        }
        return line;
    }

    // No column's name has any of them.
    private static char guessed(String header) {
        return header.indexOf(',') >= 0 ? ',' : header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
    }

    /** Spreadsheets and people begin words with capitals. */
    static String column(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }
}
