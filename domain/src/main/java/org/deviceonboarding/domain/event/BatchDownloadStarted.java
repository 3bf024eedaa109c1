package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/**
 * Somebody with the link began to fetch the credentials of a batch. Written before the first byte leaves.
 *
 * @param attempt counts from 1; there is another if one breaks off
 */
@Revision("1")
public record BatchDownloadStarted(BulkId bulkId, long attempt) implements BulkEvent {}
