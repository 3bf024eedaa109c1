package org.deviceonboarding.audit.inquiry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * What a suspect did to one device, and what came of it: a fold over the device's whole history.
 *
 * @param model what is true of the device after all of it
 * @param first position of the suspect's first event, null if there is none
 * @param acted position of the suspect's first event that a broker's policy reflects, null if there is none
 * @param touches what the suspect did
 * @param certificates all the device ever had
 * @param exposed those of them that the suspect had a hand in, and how
 * @param bundles which certificate is in which, and whether the suspect made it
 * @param downloads by the suspect, or of what the suspect had made
 */
public record Involvement(
        DeviceModel model,
        @Nullable Long first,
        @Nullable Long acted,
        Set<Touch> touches,
        PMap<SerialNumber, Issue> certificates,
        PSortedMap<SerialNumber, Set<Touch>> exposed,
        PMap<BundleId, Bundle> bundles,
        PVector<Download> downloads) {

    /**
     * What is to be known of a certificate.
     *
     * @param presented the certificate by which the device asked for this one, null if somebody else asked
     */
    record Issue(
            CertificateIssued event, Instant at, @Nullable SerialNumber presented) {
        static Issue of(CertificateIssued event, Traced<?> traced) {
            return new Issue(event, traced.at(), serial(traced.origin().certificateSerial()));
        }

        private static @Nullable SerialNumber serial(@Nullable String text) {
            try {
                return text == null ? null : new SerialNumber(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    record Bundle(SerialNumber serial, boolean suspect) {}

    /**
     * The fold: the involvement after one more event.
     *
     * @param before so far, null before the registration
     */
    public static Involvement after(
            @Nullable Involvement before, Traced<? extends DeviceEvent> traced, Suspicion suspicion) {
        DeviceModel model = DeviceModel.after(before == null ? null : before.model, traced.recorded());
        Involvement so = before == null
                ? new Involvement(
                        model,
                        null,
                        null,
                        Set.of(),
                        HashTreePMap.empty(),
                        TreePMap.empty(),
                        HashTreePMap.empty(),
                        TreePVector.empty())
                : before.with(model);
        boolean suspect = suspicion.covers(traced);
        return (suspect ? so.touched(traced) : so).next(traced, suspect);
    }

    private Involvement next(Traced<? extends DeviceEvent> traced, boolean suspect) {
        return switch (traced.event()) {
            case CertificateIssued e -> {
                Involvement known = with(certificates.plus(e.serial(), Issue.of(e, traced)));
                yield suspect ? known.exposed(e.serial(), Touch.CERTIFICATE_ISSUED) : known;
            }
            case CredentialsPackaged e -> {
                boolean tainted = suspect || exposed.containsKey(e.serial());
                Involvement packed = packed(e.bundleId(), new Bundle(e.serial(), tainted));
                yield suspect ? packed.exposed(e.serial(), Touch.CREDENTIALS_PACKAGED) : packed;
            }
            case CredentialsDownloaded e -> downloaded(bundles.get(e.bundleId()), e.bundleId(), traced, suspect);
            case DeviceResumed e -> {
                Involvement resumed = this;
                for (SerialNumber serial : suspect ? e.released() : List.<SerialNumber>of()) {
                    resumed = resumed.exposed(serial, Touch.RESUMED);
                }
                yield resumed;
            }
            case DeviceRegistered _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _ -> this;
        };
    }

    private Involvement downloaded(@Nullable Bundle bundle, BundleId id, Traced<?> traced, boolean suspect) {
        if (bundle == null || !(suspect || bundle.suspect())) {
            return this;
        }
        Origin by = traced.origin();
        Involvement more = new Involvement(
                model,
                first,
                acted,
                touches,
                certificates,
                exposed,
                bundles,
                downloads.plus(new Download(
                        id,
                        bundle.serial(),
                        traced.position(),
                        traced.at(),
                        by.actor(),
                        by.address(),
                        by.userAgent(),
                        suspect)));
        return suspect ? more.exposed(bundle.serial(), Touch.CREDENTIALS_DOWNLOADED) : more;
    }

    /** The certificates to revoke, unless they are void already: those exposed, and those that descend from them. */
    public List<Exposure> exposures(Instant at) {
        List<Exposure> exposures = new ArrayList<>();
        Lineage.of(exposed, certificates.values()).forEach((serial, reasons) -> {
            Issue issue = certificates.get(serial);
            if (issue != null) {
                exposures.add(exposure(issue, reasons, at));
            }
        });
        return List.copyOf(exposures);
    }

    private Exposure exposure(Issue issue, Set<Touch> reasons, Instant at) {
        CertificateIssued issued = issue.event();
        return new Exposure(
                issued.serial(),
                issued.fingerprint(),
                issue.at(),
                issued.notAfter(),
                reasons,
                CertificateState.of(!model.live().contains(issued.serial()), issued.notAfter(), model.status(), at));
    }

    private Involvement touched(Traced<? extends DeviceEvent> traced) {
        Touch touch = Touch.of(traced.event());
        Long position = traced.position();
        return new Involvement(
                model,
                first == null ? position : first,
                acted == null && touch.reachesBrokers() ? position : acted,
                plus(touches, touch),
                certificates,
                exposed,
                bundles,
                downloads);
    }

    private Involvement exposed(SerialNumber serial, Touch reason) {
        return new Involvement(
                model,
                first,
                acted,
                touches,
                certificates,
                exposed.plus(serial, plus(exposed.getOrDefault(serial, Set.of()), reason)),
                bundles,
                downloads);
    }

    private static Set<Touch> plus(Set<Touch> some, Touch one) {
        Set<Touch> more = EnumSet.of(one);
        more.addAll(some);
        return Collections.unmodifiableSet(more);
    }

    private Involvement with(DeviceModel next) {
        return new Involvement(next, first, acted, touches, certificates, exposed, bundles, downloads);
    }

    private Involvement with(PMap<SerialNumber, Issue> more) {
        return new Involvement(model, first, acted, touches, more, exposed, bundles, downloads);
    }

    private Involvement packed(BundleId id, Bundle bundle) {
        return new Involvement(
                model, first, acted, touches, certificates, exposed, bundles.plus(id, bundle), downloads);
    }
}
