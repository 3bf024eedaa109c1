package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.bulk.BulkId;

/** Each device of the selection was changed or refused. */
@Revision("1")
public record BulkFinished(BulkId bulkId, long done, long refused) implements BulkEvent {}
