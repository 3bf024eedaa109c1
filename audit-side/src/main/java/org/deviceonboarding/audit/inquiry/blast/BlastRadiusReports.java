package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.audit.inquiry.AttributedEvents;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Issuer;
import org.deviceonboarding.audit.inquiry.fold.Suspect;
import org.deviceonboarding.audit.inquiry.fold.SuspectKey;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.projection.FirstReceipts;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reports what a suspect touched. Each device is folded once, and only a page of devices is in memory. */
@Component
class BlastRadiusReports {
    private final FilteredLog log;
    private final AttributedEvents events;
    private final SuspectKeys keys;
    private final TouchedDevices devices;
    private final SuspectActions actions;
    private final FirstReceipts receipts;

    BlastRadiusReports(
            FilteredLog log,
            AttributedEvents events,
            SuspectKeys keys,
            TouchedDevices devices,
            SuspectActions actions,
            FirstReceipts receipts) {
        this.log = log;
        this.events = events;
        this.keys = keys;
        this.devices = devices;
        this.actions = actions;
        this.receipts = receipts;
    }

    /** @throws Refused {@code not_found} if there is no such CA */
    SuspectedCompromise suspicion(BlastQuery query, long until) {
        String value = query.suspect().value();
        Suspect suspect = switch (query.suspect().kind()) {
            case ACTOR -> new Suspect.NamedActor(value);
            case ADDRESS -> new Suspect.Address(value);
            case AUTHORITY -> authority(new Sha256(value), until);
        };
        return keys.follow(new SuspectedCompromise(suspect, query.window()), until);
    }

    private Suspect authority(Sha256 fingerprint, long until) {
        List<Issuer> found = new ArrayList<>();
        StoredLog.Reader<RuntimeException> reader = (LogEntry entry) -> {
            EventFilter.ofAuthorities(events.of(entry).event())
                    .filter(authority -> authority.fingerprint().equals(fingerprint))
                    .ifPresent(authority -> found.add(Issuer.of(authority)));
        };
        log.read(LogFilter.of(AuthorityEstablished.class).until(until), Long.MAX_VALUE, reader);
        if (found.isEmpty()) {
            throw new Refused(RefusalCode.NOT_FOUND, "There never was an issuing CA " + fingerprint);
        }
        return new Suspect.Authority(fingerprint, found.getFirst());
    }

    /** The first page, with counts over all devices. */
    BlastRadius report(BlastQuery query, long position, Instant asOf) {
        SuspectedCompromise compromise = suspicion(query, position);
        BlastRadiusCounts counts = new BlastRadiusCounts(compromise.keys().size());
        List<TouchedDevice> page = new ArrayList<>();
        devices.<RuntimeException>read(compromise, 0, position, (involvement, first) -> {
            TouchedDevice device = TouchedDevice.of(involvement, first, asOf);
            counts.device(device, involvement.acted());
            if (page.size() <= query.limit()) {
                page.add(device);
            }
            return true;
        });
        SuspectActions.FirstActions firstActions = actions.read(compromise, position, counts);
        return report(query, position, asOf, page, new First(compromise.keysByAge(), counts, firstActions));
    }

    /** A later page, without the counts. */
    BlastRadius page(BlastQuery query, InquiryCursor cursor) {
        SuspectedCompromise compromise = suspicion(query, cursor.position());
        List<TouchedDevice> page = new ArrayList<>();
        devices.<RuntimeException>read(
                compromise, Long.parseLong(cursor.key()), cursor.position(), (involvement, first) -> {
                    page.add(TouchedDevice.of(involvement, first, cursor.asOf()));
                    return page.size() <= query.limit();
                });
        return report(query, cursor.position(), cursor.asOf(), page, null);
    }

    /** Passes all devices to the sink, one after the other. */
    <E extends Exception> void list(SuspectedCompromise compromise, long position, Instant asOf, DeviceSink<E> sink)
            throws E {
        devices.<E>read(compromise, 0, position, (involvement, first) -> {
            sink.take(TouchedDevice.of(involvement, first, asOf));
            return true;
        });
    }

    /** Takes one device after the other. */
    @FunctionalInterface
    interface DeviceSink<E extends Exception> {
        void take(TouchedDevice device) throws E;
    }

    /** The part of the first page that later pages leave out. */
    private record First(List<SuspectKey> keys, BlastRadiusCounts counts, SuspectActions.FirstActions actions) {}

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
                first == null ? null : first.counts().totals(),
                first == null
                        ? null
                        : first.keys().stream().limit(SuspectActions.LISTED).toList(),
                first == null ? null : first.actions().aclChanges(),
                first == null ? null : first.actions().brokerCertificates(),
                first == null ? null : brokers(first.counts().acted(), position),
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
