package org.deviceonboarding.command.job.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a list as one JSON object a line, UTF-8. Empty lines are passed over. */
final class NdjsonList {
    private static final int SHOWN = 64;

    private final JsonMapper json;

    NdjsonList(JsonMapper json) {
        this.json = json;
    }

    void read(InputStream source, int longest, RowSink rows) throws IOException {
        InputStream body = new Utf8Only(source);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int next = body.read(); next >= 0; next = body.read()) {
            if (next == '\n') {
                end(line, tooLong, longest, rows);
                line.reset();
                tooLong = false;
            } else if (line.size() < longest) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
        end(line, tooLong, longest, rows);
    }

    private void end(ByteArrayOutputStream line, boolean tooLong, int longest, RowSink rows) {
        if (tooLong) {
            rows.unreadable("", "is longer than " + longest + " bytes");
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            if (!text.isBlank()) {
                object(text, rows);
            }
        } catch (CharacterCodingException e) {
            rows.unreadable("", "is not UTF-8");
        }
    }

    private void object(String text, RowSink rows) {
        try {
            ImportLine line = json.readValue(text, ImportLine.class);
            if (line == null) {
                rows.unreadable("", "is not one JSON object");
            } else {
                rows.line(line);
            }
        } catch (JacksonException e) {
            String field = field(e);
            rows.unreadable(field, field.isEmpty() ? "is not one JSON object" : "is no field, or has the wrong type");
        }
    }

    // The name comes from the caller; it goes back short, on one line.
    private static String field(JacksonException e) {
        String name = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(step -> step != null)
                .findFirst()
                .orElse("");
        String printable = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return printable.substring(0, Math.min(printable.length(), SHOWN));
    }
}
