package org.deviceonboarding.log.store;

import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;

/** The names of table and columns in {@code V1__event_store.sql}, in lower case as PostgreSQL stores them. */
final class Tables {
    static final EventSchema EVENTS = EventSchema.builder()
            .eventTable("domain_event_entry")
            .snapshotTable("snapshot_event_entry")
            .globalIndexColumn("global_index")
            .eventIdentifierColumn("event_identifier")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .metaDataColumn("meta_data")
            .build();

    private Tables() {}
}
