package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.deviceonboarding.audit.inquiry.fold.Download;
import org.deviceonboarding.audit.inquiry.fold.Exposure;
import org.deviceonboarding.audit.inquiry.fold.Involvement;
import org.deviceonboarding.audit.inquiry.fold.Touch;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;

/**
 * A device that the suspect touched.
 *
 * @param status the status at the report's position
 * @param reasons what the suspect did to the device
 * @param by the suspect, or the keys that the suspect made
 * @param serials the certificates that the suspect was involved in
 * @param liveSerials the certificates among them that can still be revoked
 * @param alreadyRevoked whether no such certificate is left
 * @param downloads the downloads by the suspect, and of bundles that the suspect made
 * @param firstPosition the position of the suspect's first event
 */
record TouchedDevice(
        DeviceId deviceId,
        String name,
        String type,
        DeviceStatus status,
        Set<Touch> reasons,
        SortedSet<String> by,
        List<SerialNumber> serials,
        List<SerialNumber> liveSerials,
        boolean alreadyRevoked,
        List<Exposure> certificates,
        List<Download> downloads,
        long firstPosition) {

    static TouchedDevice of(Involvement involvement, long firstPosition, Instant asOf) {
        List<Exposure> exposures = involvement.exposures(asOf);
        List<SerialNumber> live = exposures.stream()
                .filter(exposure -> exposure.state().revocable())
                .map(Exposure::serial)
                .toList();
        return new TouchedDevice(
                involvement.model().id(),
                involvement.model().details().name(),
                involvement.model().details().type(),
                involvement.model().status(),
                involvement.touches(),
                involvement.by(),
                exposures.stream().map(Exposure::serial).toList(),
                live,
                live.isEmpty(),
                exposures,
                involvement.downloads(),
                firstPosition);
    }
}
