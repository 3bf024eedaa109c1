package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A bulk change was cancelled: the rest of the selection stays as it is.
 *
 * @param reason why the portal stopped it; null if somebody cancelled it, and in revision 1
 */
@Revision("2")
public record BulkCancelled(
        BulkId bulkId, long done, long refused, @Nullable StopReason reason) implements BulkEvent {}
