package org.deviceonboarding.command.job.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list as CSV (RFC 4180, or as spreadsheets write it), UTF-8, with a header. An empty cell says nothing;
 * labels are {@code key=value;key=value}.
 */
final class CsvList {
    private static final List<String> COLUMNS = List.of("name", "type", "location", "firmware", "labels", "csr");

    private CsvList() {}

    /** @throws UnreadableList if the rest cannot be read */
    static void read(InputStream body, int longest, RowSink rows) throws IOException {
        BoundedReader bounded = new BoundedReader(
                new InputStreamReader(
                        new Utf8Only(body),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                longest);
        try (BufferedReader text = new BufferedReader(bounded)) {
            CsvShape shape = CsvShape.of(text);
            if (shape.header() == null) {
                throw UnreadableList.header("is missing; its columns are " + String.join(",", COLUMNS));
            }
            List<String> columns = header(shape.format(), shape.header());
            bounded.next();
            Iterator<CSVRecord> records = CSVParser.parse(text, shape.format()).iterator();
            while (records.hasNext()) {
                row(columns, records.next(), rows);
                bounded.next();
            }
        } catch (UncheckedIOException e) {
            throw refused(e.getCause());
        } catch (IllegalStateException e) { // how the iterator says so
            throw e.getCause() instanceof IOException cause ? refused(cause) : e;
        } catch (CharacterCodingException e) {
            throw refused(e);
        }
    }

    private static RuntimeException refused(@Nullable IOException e) throws IOException {
        if (e instanceof CharacterCodingException) {
            return new UnreadableList("is not UTF-8");
        }
        if (e instanceof CSVException) {
            return new UnreadableList("is no CSV: a quote stands where none may");
        }
        throw e == null ? new IOException("The body cannot be read") : e;
    }

    private static List<String> header(CSVFormat format, String line) throws IOException {
        List<String> columns = CSVParser.parse(line, format).stream()
                .flatMap(CSVRecord::stream)
                .map(CsvShape::column)
                .toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw UnreadableList.header("names a column that there is not; there are " + String.join(",", COLUMNS));
            }
            if (!seen.add(column)) {
                throw UnreadableList.header("names the column " + column + " twice");
            }
        }
        if (!seen.contains("name") || !seen.contains("type")) {
            throw UnreadableList.header("lacks a column; name and type must be there");
        }
        return columns;
    }

    private static void row(List<String> columns, CSVRecord record, RowSink rows) {
        if (record.size() != columns.size()) {
            rows.unreadable("", "has " + record.size() + " cells under " + columns.size() + " columns");
            return;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!record.get(i).isEmpty()) {
                cells.put(columns.get(i), record.get(i));
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String fault = labels(cells.get("labels"), labels);
        if (fault != null) {
            rows.unreadable("labels", fault);
            return;
        }
        rows.line(new ImportLine(
                cells.get("name"),
                cells.get("type"),
                cells.get("location"),
                cells.get("firmware"),
                labels,
                cells.get("csr")));
    }

    private static @Nullable String labels(@Nullable String text, Map<String, String> labels) {
        if (text == null) {
            return null;
        }
        for (String label : text.split(";", -1)) {
            int split = label.indexOf('=');
            if (split < 1) {
                return "must be key=value;key=value";
            }
            if (labels.put(label.substring(0, split), label.substring(split + 1)) != null) {
                return "has a key twice";
            }
        }
        return null;
    }
}
