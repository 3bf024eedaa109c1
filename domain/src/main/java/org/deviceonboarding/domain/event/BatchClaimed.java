package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/**
 * The password of credentials that the portal had prepared was told to somebody, and to nobody else after that. Who is
 * in the metadata.
 */
@Revision("1")
public record BatchClaimed(BulkId bulkId) implements BulkEvent {}
