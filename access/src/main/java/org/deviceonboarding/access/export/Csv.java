package org.deviceonboarding.access.export;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.deviceonboarding.domain.export.Cells;
import org.jspecify.annotations.Nullable;

/** Writes CSV (RFC 4180) that spreadsheets cannot run, as {@link Cells} makes it. */
public final class Csv {
    private Csv() {}

    /** One record and the end of its line; null is an empty cell. */
    public static byte[] line(@Nullable Object... cells) {
        Object[] harmless = Stream.of(cells).map(Cells::harmless).toArray();
        return (CSVFormat.RFC4180.format(harmless) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
