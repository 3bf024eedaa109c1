package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.Traces;
import org.deviceonboarding.audit.inquiry.fold.Issuer;
import org.deviceonboarding.audit.inquiry.fold.Suspect;
import org.deviceonboarding.audit.inquiry.fold.SuspectKey;
import org.deviceonboarding.audit.inquiry.fold.Suspicion;
import org.deviceonboarding.audit.required.FirstReceipts;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what a suspect touched. One look at each of its devices; in memory a page of them. */
@Component
class BlastRadii {
    private final FilteredLog log;
    private final Traces traces;
    private final SuspectKeys keys;
    private final TouchedDevices devices;
    private final Deeds deeds;
    private final FirstReceipts receipts;

    BlastRadii(
            FilteredLog log,
            Traces traces,
            SuspectKeys keys,
            TouchedDevices devices,
            Deeds deeds,
            FirstReceipts receipts) {
        this.log = log;
        this.traces = traces;
        this.keys = keys;
        this.devices = devices;
        this.deeds = deeds;
        this.receipts = receipts;
    }

    /** @throws Refused {@code not_found} if there is no such CA */
    Suspicion suspicion(BlastQuery query, long until) {
        String value = query.suspect().value();
        Suspect suspect = switch (query.suspect().kind()) {
            case ACTOR -> new Suspect.Actor(value);
            case ADDRESS -> new Suspect.Address(value);
            case AUTHORITY -> authority(new Sha256(value), until);
        };
        return keys.follow(new Suspicion(suspect, query.window()), until);
    }

    private Suspect authority(Sha256 fingerprint, long until) {
        List<Issuer> found = new ArrayList<>();
        StoredLog.Reader<RuntimeException> reader = (LogEntry entry) -> {
            EventFilter.ofAuthorities(traces.of(entry).event())
                    .filter(authority -> authority.fingerprint().equals(fingerprint))
                    .ifPresent(authority -> found.add(Issuer.of(authority)));
        };
        log.read(LogFilter.of(AuthorityEstablished.class).until(until), Long.MAX_VALUE, reader);
        if (found.isEmpty()) {
            throw new Refused(RefusalCode.NOT_FOUND, "There never was an issuing CA " + fingerprint);
        }
        return new Suspect.Authority(fingerprint, found.getFirst());
    }

    /** The report with the first page of devices, for which all of them are looked at once. */
    BlastRadius report(BlastQuery query, long position, Instant asOf) {
        Suspicion suspicion = suspicion(query, position);
        Toll toll = new Toll(suspicion.keys().size());
        List<TouchedDevice> page = new ArrayList<>();
        devices.<RuntimeException>read(suspicion, 0, position, (involvement, first) -> {
            TouchedDevice device = TouchedDevice.of(involvement, first, asOf);
            toll.device(device, involvement.acted());
            if (page.size() <= query.limit()) {
                page.add(device);
            }
            return true;
        });
        Deeds.Listed listed = deeds.read(suspicion, position, toll);
        return report(query, position, asOf, page, new First(suspicion.keysByAge(), toll, listed));
    }

    /** A further page, without what is the same on each. */
    BlastRadius page(BlastQuery query, InquiryCursor cursor) {
        Suspicion suspicion = suspicion(query, cursor.position());
        List<TouchedDevice> page = new ArrayList<>();
        devices.<RuntimeException>read(
                suspicion, Long.parseLong(cursor.key()), cursor.position(), (involvement, first) -> {
                    page.add(TouchedDevice.of(involvement, first, cursor.asOf()));
                    return page.size() <= query.limit();
                });
        return report(query, cursor.position(), cursor.asOf(), page, null);
    }

    /** All devices, one after the other. */
    <E extends Exception> void list(Suspicion suspicion, long position, Instant asOf, Line<E> line) throws E {
        devices.<E>read(suspicion, 0, position, (involvement, first) -> {
            line.write(TouchedDevice.of(involvement, first, asOf));
            return true;
        });
    }

    /** Takes one device after the other. */
    @FunctionalInterface
    interface Line<E extends Exception> {
        void write(TouchedDevice device) throws E;
    }

    /** What the first page has besides devices. */
    private record First(List<SuspectKey> keys, Toll toll, Deeds.Listed listed) {}

    private BlastRadius report(
            BlastQuery query, long position, Instant asOf, List<TouchedDevice> found, @Nullable First first) {
        boolean more = found.size() > query.limit();
        List<TouchedDevice> shown = more ? found.subList(0, query.limit()) : found;
        return new BlastRadius(
                new BlastRadius.Named(
                        query.suspect().kind().word(), query.suspect().value()),
                query.window().from(),
                query.window().to(),
                position,
                asOf,
                first == null ? null : first.toll().summary(),
                first == null ? null : first.keys().stream().limit(Deeds.LISTED).toList(),
                first == null ? null : first.listed().aclChanges(),
                first == null ? null : first.listed().brokerCertificates(),
                first == null ? null : brokers(first.toll().acted(), position),
                shown,
                more ? new InquiryCursor(position, asOf, "" + shown.getLast().firstPosition()).encode() : null);
    }

    private List<Enforcement> brokers(@Nullable Long acted, long position) {
        if (acted == null) {
            return List.of();
        }
        return receipts.of(acted).stream()
                .filter(first -> first.receiptPosition() != null && first.receiptPosition() <= position)
                .toList();
    }
}
