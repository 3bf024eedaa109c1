package org.deviceonboarding.domain.decision;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a device has or had.
 *
 * @param live those not revoked, with the end of their validity
 * @param ended those of them whose end is in the log
 * @param newest null only before the first one
 */
public record DeviceCertificates(
        SortedMap<SerialNumber, Instant> live,
        SortedSet<SerialNumber> ended,
        @Nullable NewestCertificate newest,
        IssuingPace pace) {
    static final DeviceCertificates NONE = new DeviceCertificates(
            Collections.emptySortedMap(), Collections.emptySortedSet(), null, IssuingPace.NONE_YET);

    public DeviceCertificates {
        live = Collections.unmodifiableSortedMap(live);
        ended = Collections.unmodifiableSortedSet(ended);
    }

    DeviceCertificates issued(CertificateIssued event) {
        SortedMap<SerialNumber, Instant> more = new TreeMap<>(live);
        more.put(event.serial(), event.notAfter());
        return new DeviceCertificates(more, ended, NewestCertificate.of(event), pace.issued(event.notBefore()));
    }

    DeviceCertificates revoked(SerialNumber serial) {
        SortedMap<SerialNumber, Instant> rest = new TreeMap<>(live);
        rest.remove(serial);
        SortedSet<SerialNumber> endedRest = new TreeSet<>(ended);
        endedRest.remove(serial);
        return new DeviceCertificates(rest, endedRest, newest, pace);
    }

    DeviceCertificates expiring(SerialNumber serial) {
        return told(serial, ValidityState.EXPIRING);
    }

    DeviceCertificates expired(SerialNumber serial) {
        SortedSet<SerialNumber> more = new TreeSet<>(ended);
        if (live.containsKey(serial)) {
            more.add(serial);
        }
        return new DeviceCertificates(live, more, newest, pace).told(serial, ValidityState.EXPIRED);
    }

    private DeviceCertificates told(SerialNumber serial, ValidityState state) {
        return newest == null ? this : new DeviceCertificates(live, ended, newest.told(serial, state), pace);
    }

    DeviceCertificates withNewestKey(Sha256 digest) {
        return newest == null ? this : new DeviceCertificates(live, ended, newest.withKey(digest), pace);
    }

    /** What a further certificate takes the place of. */
    @Nullable
    SerialNumber newestSerial() {
        return newest == null ? null : newest.serial();
    }

    /** Those that are live and whose end the log does not tell yet. */
    SortedMap<SerialNumber, Instant> notEnded() {
        SortedMap<SerialNumber, Instant> rest = new TreeMap<>(live);
        rest.keySet().removeAll(ended);
        return rest;
    }

    Optional<Instant> renewalDue(RenewalWindow window) {
        return newest != null && live.containsKey(newest.serial()) ? newest.due(window) : Optional.empty();
    }
}
