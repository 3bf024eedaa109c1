package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.bulk.BulkId;

/** The rest of the list will not be registered. */
@Revision("1")
public record ImportCancelled(BulkId bulkId, long registered, long refused) implements BulkEvent {}
