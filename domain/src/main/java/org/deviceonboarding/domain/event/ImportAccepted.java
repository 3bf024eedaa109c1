package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A list of devices was checked, and will be registered.
 *
 * @param rows how many devices
 * @param digest of the list as it was sent
 */
@Revision("1")
public record ImportAccepted(BulkId bulkId, long rows, Sha256 digest) implements BulkEvent {}
