package org.deviceonboarding.audit.history;

import java.util.Optional;
import org.deviceonboarding.access.export.ExportType;
import org.springframework.web.context.request.NativeWebRequest;

/** A format of an export: one event per line. */
sealed interface ExportFormat permits JsonLines, CsvLines {
    /** The format that the caller prefers; empty if the caller prefers a page. */
    static Optional<ExportFormat> wanted(NativeWebRequest request) {
        return ExportType.wanted(request).map(type -> switch (type) {
            case NDJSON -> new JsonLines();
            case CSV -> new CsvLines();
        });
    }

    ExportType type();

    /** The bytes before the first event. */
    byte[] head();

    byte[] line(AuditEvent event);
}
