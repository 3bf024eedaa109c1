package org.deviceonboarding.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.deviceonboarding.cli.output.SafeText;
import org.jspecify.annotations.Nullable;

/** Prints an answer of the server unchanged. */
public final class RawAnswer {
    public static final String LINES = "application/x-ndjson";
    public static final String CSV = "text/csv";

    private static final int BUFFER = 1 << 14;

    private RawAnswer() {}

    public static void put(Map<String, Object> where, String name, @Nullable Object value) {
        if (value != null) {
            where.put(name, value);
        }
    }

    /** Copies an answer, and replaces only control characters that a terminal would act on. Honest answers contain none. */
    public static void copy(InputStream answer, PrintWriter out) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            char[] buffer = new char[BUFFER];
            for (int taken = in.read(buffer); taken >= 0; taken = in.read(buffer)) {
                out.print(SafeText.data(new String(buffer, 0, taken)));
            }
        }
        out.flush();
    }
}
