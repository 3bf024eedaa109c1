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
 * @param status at the report's position
 * @param reasons what the suspect did to it
 * @param by through whom: the suspect itself, or keys that came of it
 * @param serials of the certificates that the suspect had a hand in
 * @param liveSerials those of them that a revocation would take something from
 * @param alreadyRevoked whether there are none of those
 * @param downloads by the suspect, or of what the suspect had made
 * @param firstPosition of the first event of the suspect's
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
