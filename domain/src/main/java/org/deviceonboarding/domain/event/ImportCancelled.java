package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * An import was cancelled: the rest of the list will not be registered.
 *
 * @param reason why the portal stopped it; null if somebody cancelled it, and in revision 1
 */
@Revision("2")
public record ImportCancelled(
        BulkId bulkId,
        long registered,
        long refused,
        @Nullable StopReason reason) implements BulkEvent {}
