package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.bulk.BulkId;

/** The rest of the selection stays as it is. */
@Revision("1")
public record BulkCancelled(BulkId bulkId, long done, long refused) implements BulkEvent {}
