package org.deviceonboarding.verify.check;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;

/** Compares the log with that of an earlier bundle. It finds the changed entry, where a checkpoint only finds a section. */
final class EarlierLog implements Closeable {
    private final LineReader lines;
    private final FindingCollector findings;
    private @Nullable LogLine next;
    private long compared;

    EarlierLog(LineReader lines, FindingCollector findings) throws IOException, AuditBundleRefused {
        this.lines = lines;
        this.findings = findings;
        advance();
    }

    void take(LogLine line) throws IOException, AuditBundleRefused {
        while (next != null && next.position() < line.position()) {
            gone(next);
            advance();
        }
        if (next == null) {
            return;
        }
        if (next.position() > line.position()) {
            findings.add(Finding.at(
                    line.position(), FindingKind.DIFFERENT, "was not in the earlier bundle, which goes on behind it"));
            return;
        }
        compared++;
        if (!Objects.equals(next.entry(), line.entry())) {
            findings.add(Finding.at(line.position(), FindingKind.DIFFERENT, difference(next.entry(), line.entry())));
        }
        advance();
    }

    void end() throws IOException, AuditBundleRefused {
        while (next != null) {
            gone(next);
            advance();
        }
    }

    private void gone(LogLine line) {
        if (line.entry() != null) {
            findings.add(Finding.at(
                    line.position(),
                    FindingKind.DIFFERENT,
                    "the earlier bundle has a " + line.entry().type() + " here, and now there is none"));
        }
    }

    private static String difference(@Nullable LogEntry then, @Nullable LogEntry now) {
        if (then == null || now == null) {
            return now == null ? "the entry of the earlier bundle is gone" : "the earlier bundle has no entry here";
        }
        List<String> columns = new ArrayList<>();
        column(columns, "event id", then.eventId(), now.eventId());
        column(columns, "aggregate", then.aggregateId(), now.aggregateId());
        column(columns, "sequence", then.sequence(), now.sequence());
        column(columns, "aggregate type", then.aggregateType(), now.aggregateType());
        column(columns, "type", then.type(), now.type());
        column(columns, "revision", then.revision(), now.revision());
        column(columns, "time", then.time(), now.time());
        column(columns, "payload", then.payload(), now.payload());
        column(columns, "metadata", then.metadata(), now.metadata());
        return "this " + now.type() + " differs from the earlier bundle's in " + String.join(", ", columns);
    }

    private static void column(List<String> columns, String name, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            columns.add(name);
        }
    }

    private void advance() throws IOException, AuditBundleRefused {
        String line = lines.next();
        try {
            next = line == null ? null : LogLine.parse(line);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.ofBundle("line " + lines.number() + " of the earlier bundle " + e.getMessage()));
            next = null;
        }
    }

    long compared() {
        return compared;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
