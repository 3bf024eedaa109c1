package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/**
 * The credentials of a batch were sent completely; the link is used up.
 *
 * @param bundles how many devices' credentials were in it
 */
@Revision("1")
public record BatchDownloaded(BulkId bulkId, long attempt, long bundles) implements BulkEvent {}
