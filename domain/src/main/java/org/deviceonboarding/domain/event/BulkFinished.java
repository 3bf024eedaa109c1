package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/** A bulk change is over: each device of the selection was changed or refused. */
@Revision("1")
public record BulkFinished(BulkId bulkId, long done, long refused) implements BulkEvent {}
