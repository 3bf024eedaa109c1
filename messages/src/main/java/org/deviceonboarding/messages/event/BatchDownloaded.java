package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.bulk.BulkId;

/**
 * The credentials of a batch were sent to the end; the link is used up.
 *
 * @param bundles how many devices' credentials were in it
 */
@Revision("1")
public record BatchDownloaded(BulkId bulkId, long attempt, long bundles) implements BulkEvent {}
