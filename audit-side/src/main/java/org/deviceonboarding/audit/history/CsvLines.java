package org.deviceonboarding.audit.history;

import org.deviceonboarding.access.export.Csv;
import org.deviceonboarding.access.export.ExportType;

/** Exports events as CSV with a header. */
final class CsvLines implements ExportFormat {
    @Override
    public ExportType type() {
        return ExportType.CSV;
    }

    @Override
    public byte[] head() {
        return Csv.line(
                "position",
                "time",
                "type",
                "revision",
                "event_id",
                "aggregate_id",
                "sequence",
                "actor",
                "auth",
                "address",
                "correlation_id",
                "user_agent",
                "payload");
    }

    @Override
    public byte[] line(AuditEvent event) {
        return Csv.line(
                event.position(),
                event.time(),
                event.type(),
                event.revision(),
                event.eventId(),
                event.aggregateId(),
                event.sequence(),
                event.actor(),
                event.auth(),
                event.address(),
                event.correlationId(),
                event.userAgent(),
                event.payload());
    }
}
