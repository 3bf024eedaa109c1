package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/**
 * The download of a batch's credentials began. Written before the first byte leaves.
 *
 * @param attempt counts from 1; there is another if one breaks off
 */
@Revision("1")
public record BatchDownloadStarted(BulkId bulkId, long attempt) implements BulkEvent {}
