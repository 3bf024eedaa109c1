package org.deviceonboarding.query.export;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180). Some of it is in callers' words, and a spreadsheet would run what looks like a formula: an apostrophe
 * before it makes it text. What starts with an apostrophe gets one too, so that a machine that takes one away where there is
 * one has what was there.
 */
public final class Csv {
    // The last four are the full-width forms of the first four, which some spreadsheets take for the same.
    private static final String NOT_FIRST = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** One record and the end of its line; null is an empty cell. */
    public static byte[] line(@Nullable Object... cells) {
        Object[] harmless = Stream.of(cells).map(Csv::harmless).toArray();
        return (CSVFormat.RFC4180.format(harmless) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String harmless(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        return text.isEmpty() || NOT_FIRST.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
