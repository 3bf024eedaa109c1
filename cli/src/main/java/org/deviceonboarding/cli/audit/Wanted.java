package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of the server, and handed on as it comes. */
final class Wanted {
    static final String LINES = "application/x-ndjson";
    static final String CSV = "text/csv";

    private Wanted() {}

    static void put(Map<String, Object> where, String name, @Nullable Object value) {
        if (value != null) {
            where.put(name, value);
        }
    }

    static void copy(InputStream answer, PrintWriter out) throws IOException {
        try (Reader in = new InputStreamReader(answer, StandardCharsets.UTF_8)) {
            in.transferTo(out);
        }
        out.flush();
    }
}
