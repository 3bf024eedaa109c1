package org.deviceonboarding.audit.history;

import java.util.Optional;
import org.deviceonboarding.access.export.ExportType;
import org.springframework.web.context.request.NativeWebRequest;

/** How the log is handed out as a whole: one event to a line. */
sealed interface ExportFormat permits JsonLines, CsvLines {
    /** The one the caller wants most, and by its name; nothing if that is neither. */
    static Optional<ExportFormat> wanted(NativeWebRequest request) {
        return ExportType.wanted(request).map(type -> switch (type) {
            case NDJSON -> new JsonLines();
            case CSV -> new CsvLines();
        });
    }

    ExportType type();

    /** What stands before the first event. */
    byte[] head();

    byte[] line(AuditEvent event);
}
