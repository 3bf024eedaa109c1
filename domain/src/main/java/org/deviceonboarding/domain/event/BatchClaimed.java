package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/** Somebody was told the password of credentials that the portal had prepared; nobody else will be. Who is in the metadata. */
@Revision("1")
public record BatchClaimed(BulkId bulkId) implements BulkEvent {}
