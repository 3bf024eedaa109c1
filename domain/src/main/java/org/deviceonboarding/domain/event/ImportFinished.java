package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/** An import is over: each device of the list was registered or refused. */
@Revision("1")
public record ImportFinished(BulkId bulkId, long registered, long refused) implements BulkEvent {}
