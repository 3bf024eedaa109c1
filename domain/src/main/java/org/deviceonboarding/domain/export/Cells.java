package org.deviceonboarding.domain.export;

import org.jspecify.annotations.Nullable;

/**
 * Text for the cells of a CSV file. Some of it is in callers' words, and a spreadsheet would run what looks like a formula: an
 * apostrophe before it makes it text. What starts with an apostrophe gets one too, so that a machine that takes one away where
 * there is one has what was there.
 */
public final class Cells {
    // The last four are the full-width forms of the first four, which some spreadsheets take for the same.
    private static final String NOT_FIRST = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";

    private Cells() {}

    /** Null is an empty cell. */
    public static String harmless(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        return text.isEmpty() || NOT_FIRST.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
