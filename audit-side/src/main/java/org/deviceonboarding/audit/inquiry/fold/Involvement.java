package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
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
 * What a suspect did to one device, with the consequences: a fold over the device's whole history.
 *
 * @param model the device after the whole history
 * @param first the position of the suspect's first event, null if there is none
 * @param acted the position of the suspect's first event that changes a broker's policy, null if there is none
 * @param cause what the suspect did, and with which keys
 * @param certificates all certificates that the device ever had
 * @param exposed the certificates that the suspect was involved in, and how
 * @param bundles the bundles with their certificates
 * @param downloads the downloads by the suspect, and of bundles that the suspect made
 */
public record Involvement(
        DeviceModel model,
        @Nullable Long first,
        @Nullable Long acted,
        Cause cause,
        PMap<SerialNumber, Issue> certificates,
        PSortedMap<SerialNumber, Cause> exposed,
        PMap<BundleId, BundleContent> bundles,
        PVector<Download> downloads) {

    /**
     * The issue of a certificate.
     *
     * @param presented the certificate with which the device requested this one, null if somebody else requested it
     */
    record Issue(
            CertificateIssued event, Instant at, @Nullable SerialNumber presented) {
        static Issue of(CertificateIssued issued, AttributedEvent<?> event) {
            return new Issue(issued, event.at(), serial(event.actor().fact(Fact.CERTIFICATE_SERIAL)));
        }

        private static @Nullable SerialNumber serial(@Nullable String text) {
            try {
                return text == null ? null : new SerialNumber(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /**
     * The content of a bundle.
     *
     * @param by the suspect, or such keys; empty if others made the bundle
     */
    record BundleContent(SerialNumber serial, SortedSet<String> by) {}

    /** What the suspect did. */
    public Set<Touch> touches() {
        return cause.touches();
    }

    /** The suspect, or the keys that the suspect made. */
    public SortedSet<String> by() {
        return cause.by();
    }

    /**
     * The fold: the involvement after one more event.
     *
     * @param before the involvement so far, null before the registration
     */
    public static Involvement after(
            @Nullable Involvement before,
            AttributedEvent<? extends DeviceEvent> event,
            SuspectedCompromise compromise) {
        DeviceModel model = DeviceModel.after(before == null ? null : before.model, event.recorded());
        Involvement so = before == null
                ? new Involvement(
                        model,
                        null,
                        null,
                        Cause.NONE,
                        HashTreePMap.empty(),
                        TreePMap.empty(),
                        HashTreePMap.empty(),
                        TreePVector.empty())
                : before.with(model);
        String by = compromise.by(event);
        return (by == null ? so : so.touched(event, by)).next(event, by);
    }

    private Involvement next(AttributedEvent<? extends DeviceEvent> event, @Nullable String by) {
        return switch (event.event()) {
            case CertificateIssued e -> {
                Involvement known = with(certificates.plus(e.serial(), Issue.of(e, event)));
                yield by == null ? known : known.exposed(e.serial(), Touch.CERTIFICATE_ISSUED, by);
            }
            case CredentialsPackaged e -> {
                Involvement touched = by == null ? this : exposed(e.serial(), Touch.CREDENTIALS_PACKAGED, by);
                yield touched.packed(e.bundleId(), e.serial());
            }
            case CredentialsDownloaded e -> downloaded(bundles.get(e.bundleId()), e.bundleId(), event, by);
            case DeviceResumed e -> {
                Involvement resumed = this;
                if (by != null) {
                    for (SerialNumber serial : e.released()) {
                        resumed = resumed.exposed(serial, Touch.RESUMED, by);
                    }
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

    private Involvement downloaded(
            @Nullable BundleContent bundle, BundleId id, AttributedEvent<?> event, @Nullable String suspect) {
        if (bundle == null || (suspect == null && bundle.by().isEmpty())) {
            return this;
        }
        Actor by = event.actor();
        Involvement more = new Involvement(
                model,
                first,
                acted,
                cause,
                certificates,
                exposed,
                bundles,
                downloads.plus(new Download(
                        id,
                        bundle.serial(),
                        event.position(),
                        event.at(),
                        by.fact(Fact.ACTOR),
                        by.fact(Fact.ADDRESS),
                        by.fact(Fact.USER_AGENT),
                        suspect != null,
                        suspect == null ? bundle.by() : new TreeSet<>(Set.of(suspect)))));
        return suspect == null ? more : more.exposed(bundle.serial(), Touch.CREDENTIALS_DOWNLOADED, suspect);
    }

    /** The certificates to revoke, unless they are revoked already: the exposed ones, and those that descend from them. */
    public List<Exposure> exposures(Instant at) {
        List<Exposure> exposures = new ArrayList<>();
        Lineage.of(exposed, certificates.values()).forEach((serial, why) -> {
            Issue issue = certificates.get(serial);
            if (issue != null) {
                exposures.add(exposure(issue, why, at));
            }
        });
        return List.copyOf(exposures);
    }

    private Exposure exposure(Issue issue, Cause why, Instant at) {
        CertificateIssued issued = issue.event();
        return new Exposure(
                issued.serial(),
                issued.fingerprint(),
                issue.at(),
                issued.notAfter(),
                why.touches(),
                why.by(),
                CertificateState.of(!model.live().contains(issued.serial()), issued.notAfter(), model.status(), at));
    }

    private Involvement touched(AttributedEvent<? extends DeviceEvent> event, String by) {
        Touch touch = Touch.of(event.event());
        Long position = event.position();
        return new Involvement(
                model,
                first == null ? position : first,
                acted == null && touch.reachesBrokers() ? position : acted,
                cause.and(touch, Set.of(by)),
                certificates,
                exposed,
                bundles,
                downloads);
    }

    private Involvement exposed(SerialNumber serial, Touch reason, String by) {
        return new Involvement(
                model,
                first,
                acted,
                cause,
                certificates,
                exposed.plus(serial, exposed.getOrDefault(serial, Cause.NONE).and(reason, Set.of(by))),
                bundles,
                downloads);
    }

    private Involvement with(DeviceModel next) {
        return new Involvement(next, first, acted, cause, certificates, exposed, bundles, downloads);
    }

    private Involvement with(PMap<SerialNumber, Issue> more) {
        return new Involvement(model, first, acted, cause, more, exposed, bundles, downloads);
    }

    private Involvement packed(BundleId id, SerialNumber serial) {
        BundleContent bundle = new BundleContent(
                serial, exposed.getOrDefault(serial, Cause.NONE).by());
        return new Involvement(model, first, acted, cause, certificates, exposed, bundles.plus(id, bundle), downloads);
    }
}
