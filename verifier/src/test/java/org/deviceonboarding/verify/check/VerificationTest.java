package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.verify.bundle.Bundle;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.deviceonboarding.verify.bundle.Part;
import org.deviceonboarding.verify.bundle.StoredCrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A verification")
class VerificationTest {
    private static final int VICTIM = 8;

    @TempDir
    private Path folder;

    private SampleLog log;
    private NoteSigner signer;
    private CertificateIssued pump;

    @BeforeEach
    void fillTheLog() throws Exception {
        log = new SampleLog(folder.resolve("ca"));
        signer = SampleBundle.signer();
        log.establish();
        pump = log.register("pump 1");
        CertificateIssued valve = log.register("valve");
        log.refuse();
        log.suspend(valve);
        log.revoke(pump);
        log.register("pump 2");
        log.resume(valve);
        log.suspend(valve);
        log.refuse();
    }

    private SampleBundle bundle() {
        return new SampleBundle(log, signer).sign(4, 8, log.entries.size());
    }

    private Report verify(SampleBundle bundle, Trust trust) throws IOException, BundleRefused {
        Path file = bundle.write(Files.createTempFile(folder, "bundle-", ".zip"));
        try (Bundle opened = Bundle.open(file)) {
            return Verification.of(opened, trust, _ -> {});
        }
    }

    private Trust key() {
        return new Trust(signer.verifier(), List.of(), List.of(), Set.of());
    }

    /** The newest checkpoint of the log as it is, and nothing else. */
    private Trust oneCheckpoint() {
        return new Trust(
                signer.verifier(), List.of(kept(bundle().checkpoints.getLast().note())), List.of(), Set.of());
    }

    private Trust allCheckpoints() {
        return new Trust(
                signer.verifier(),
                bundle().checkpoints.stream()
                        .map(checkpoint -> kept(checkpoint.note()))
                        .toList(),
                List.of(),
                Set.of());
    }

    private static Kept kept(String note) {
        return new Kept("my drawer", note);
    }

    private LogEntry entry(int index) {
        return log.entries.get(index);
    }

    private long position(int index) {
        return entry(index).position();
    }

    private static void alter(SampleBundle bundle, int index, UnaryOperator<LogEntry> change) {
        LogLine line = bundle.lines.get(index);
        bundle.lines.set(
                index, new LogLine(line.position(), change.apply(Objects.requireNonNull(line.entry())), line.leaf()));
    }

    private static LogEntry with(LogEntry e, String time, String payload, String metadata) {
        return new LogEntry(
                e.position(),
                e.eventId(),
                e.aggregateId(),
                e.sequence(),
                e.aggregateType(),
                e.type(),
                e.revision(),
                time,
                payload,
                metadata);
    }

    @Test
    void findsNothingWrongWithAnHonestLogAndSaysWhatItLookedAt() throws Exception {
        SampleBundle bundle = bundle();
        bundle.crl(10, position(5), log.now(), bundle.revocations(position(5)));
        bundle.crl(11, log.head(), log.now(), bundle.revocations(log.head()));

        Report report = verify(bundle, oneCheckpoint());

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked())
                .contains(
                        log.entries.size() + " entries, each against its leaf, in order, and as events",
                        "the tree at 3 signed checkpoints, 2 consistency proofs",
                        "3 certificates, of 1 CAs on record",
                        "2 CRLs");
        assertThat(report.unchecked())
                .containsExactly("whether the CA is yours: no root was given, and the log's own was believed");
    }

    @Test
    void saysWhatItCannotTellWithoutAnythingFromBefore() throws Exception {
        assertThat(verify(bundle(), Trust.NONE).unchecked())
                .contains(
                        "whose log this is: no key was given, and the bundle's own was believed",
                        "whether the log was rewritten: no earlier checkpoint was given");
    }

    @Test
    void refusesTheKeyOfAnotherLog() throws Exception {
        Report report = verify(bundle(), new Trust(SampleBundle.signer().verifier(), List.of(), List.of(), Set.of()));

        assertThat(report.findings().getFirst().fault()).isEqualTo(Fault.BUNDLE);
        assertThat(report.findings()).extracting(Finding::fault).contains(Fault.SIGNATURE);
    }

    @Test
    void tellsAChangedFileFromAForgedSignatureAndFromAnotherLog() throws Exception {
        String note = bundle().checkpoints.getLast().note();
        String foreign = new SampleBundle(log, SampleBundle.signer())
                .sign(3)
                .checkpoints
                .getLast()
                .note();

        assertThat(found(note.replace("\u2014", "-")))
                .isEqualTo(
                        "BUNDLE my drawer is no checkpoint as it was signed, so it was changed since or was never one:"
                                + " A note ends with signature lines only");
        assertThat(found("Dear auditor")).startsWith("BUNDLE my drawer is no checkpoint as it was signed");
        assertThat(found(note.replaceFirst("\n\\d+\n", "\n7\n")))
                .isEqualTo(
                        "SIGNATURE the checkpoint of my drawer has a text that its signature is not of: one of them was"
                                + " changed since this log signed it");
        assertThat(found(foreign))
                .isEqualTo("SIGNATURE the checkpoint of my drawer is signed by another key than this log's");
    }

    private String found(String note) throws Exception {
        Finding finding = verify(bundle(), new Trust(signer.verifier(), List.of(kept(note)), List.of(), Set.of()))
                .findings()
                .getFirst();
        return finding.fault() + " " + finding.what();
    }

    @Nested
    @DisplayName("of a log whose table alone was changed")
    class OfAChangedTable {
        @Test
        void namesTheEntryWithAnotherByteInItsPayload() throws Exception {
            SampleBundle bundle = bundle();
            alter(bundle, 1, e -> with(e, e.time(), e.payload().replace("pump 1", "pump 7"), e.metadata()));

            assertThat(verify(bundle, oneCheckpoint()).findings())
                    .first()
                    .satisfies(finding -> assertThat(finding.toString())
                            .isEqualTo("position " + position(1) + ": this DeviceRegistered of " + pump.deviceId()
                                    + " is not what the ledger hashed"));
        }

        @Test
        void namesTheEntryOfAnotherTimeOrByAnotherActor() throws Exception {
            SampleBundle time = bundle();
            alter(time, VICTIM, e -> with(e, e.time().replace(".000Z", ".001Z"), e.payload(), e.metadata()));
            SampleBundle actor = bundle();
            alter(
                    actor,
                    VICTIM,
                    e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));

            assertThat(firstOf(verify(time, key()))).isEqualTo(new Place.At(position(VICTIM)));
            assertThat(firstOf(verify(actor, key()))).isEqualTo(new Place.At(position(VICTIM)));
        }

        @Test
        void namesTheEntryThatIsGone() throws Exception {
            SampleBundle bundle = bundle();
            LogLine line = bundle.lines.get(VICTIM);
            bundle.lines.set(VICTIM, new LogLine(line.position(), null, line.leaf()));

            Report report = verify(bundle, oneCheckpoint());

            assertThat(firstOf(report)).isEqualTo(new Place.At(position(VICTIM)));
            assertThat(report.findings())
                    .extracting(Finding::fault)
                    .contains(Fault.REMOVED)
                    .doesNotContain(Fault.TREE);
        }

        @Test
        void namesTheEntryThatWasPutIn() throws Exception {
            SampleBundle bundle = bundle();
            long gap = gap();
            LogEntry forged = new LogEntry(
                    gap,
                    "forged",
                    "forged",
                    0,
                    null,
                    "CommandRefused",
                    "1",
                    entry(0).time(),
                    entry(5).payload(),
                    entry(5).metadata());
            bundle.lines.add(indexBehind(gap), new LogLine(gap, forged, null));

            Report report = verify(bundle, oneCheckpoint());

            assertThat(report.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.place()).isEqualTo(new Place.At(gap));
                assertThat(finding.fault()).isEqualTo(Fault.UNKNOWN);
            });
        }
    }

    @Nested
    @DisplayName("of a log whose ledger was changed along with it")
    class OfAChangedLedger {
        @Test
        void namesTheStretchBetweenTheCheckpointsThatTheServerStillHas() throws Exception {
            SampleBundle bundle = bundle();
            alter(bundle, 6, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));
            bundle.hashAgain();

            Report report = verify(bundle, key());

            assertThat(report.findings()).first().satisfies(finding -> {
                assertThat(finding.place()).isEqualTo(new Place.Between(position(3), position(7)));
                assertThat(finding.fault()).isEqualTo(Fault.TREE);
            });
        }

        @Test
        void namesTheStretchBetweenTheCheckpointsThatWereKeptIfAllWereSignedAnew() throws Exception {
            SampleBundle bundle = bundle();
            alter(bundle, 6, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));
            bundle.hashAgain();
            bundle.sign(4, 8, log.entries.size());

            assertThat(verify(bundle, key()).findings())
                    .as("nobody can tell without a checkpoint")
                    .isEmpty();
            assertThat(firstOf(verify(bundle, allCheckpoints())))
                    .isEqualTo(new Place.Between(position(3), position(7)));
            assertThat(verify(bundle, oneCheckpoint()).findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.place()).isEqualTo(new Place.Between(0, log.head()));
                        assertThat(finding.fault()).isEqualTo(Fault.REWRITTEN);
                    });
        }

        @Test
        void namesTheVeryEntryAndColumnBesideAnEarlierBundle() throws Exception {
            Path before = bundle().write(folder.resolve("earlier.zip"));
            SampleBundle bundle = bundle();
            alter(bundle, 6, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));
            bundle.hashAgain();
            bundle.sign(log.entries.size());

            try (Bundle earlier = Bundle.open(before)) {
                Report report = verify(bundle, new Trust(null, List.of(), List.of(earlier), Set.of()));

                assertThat(report.findings().getFirst().toString())
                        .isEqualTo("position " + position(6)
                                + ": this DeviceSuspended differs from the earlier bundle's in metadata");
            }
        }

        @Test
        void namesTheEndWhereEntriesAreMissing() throws Exception {
            SampleBundle bundle = bundle();
            bundle.lines.removeLast();
            bundle.sign(4, log.entries.size() - 1);

            assertThat(verify(bundle, oneCheckpoint()).findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.place()).isEqualTo(new Place.After(position(log.entries.size() - 2)));
                        assertThat(finding.fault()).isEqualTo(Fault.REWRITTEN);
                    });
        }

        @Test
        void namesTheHoleThatADeletedEntryLeavesInItsDevicesHistory() throws Exception {
            SampleBundle bundle = bundle();
            bundle.lines.remove(6); // the valve's first suspension
            bundle.sign(4, log.entries.size() - 1);

            assertThat(verify(bundle, oneCheckpoint()).findings()).first().satisfies(finding -> {
                assertThat(finding.fault()).isEqualTo(Fault.SEQUENCE);
                assertThat(finding.place()).isEqualTo(new Place.At(position(10)));
            });
        }

        @Test
        void namesEntriesThatChangedPlaces() throws Exception {
            Path before = bundle().write(folder.resolve("earlier.zip"));
            SampleBundle bundle = bundle();
            LogEntry five = moved(entry(5), position(VICTIM));
            LogEntry eight = moved(entry(VICTIM), position(5));
            alter(bundle, 5, _ -> eight);
            alter(bundle, VICTIM, _ -> five);
            bundle.hashAgain();
            bundle.sign(log.entries.size());

            try (Bundle earlier = Bundle.open(before)) {
                Report report = verify(bundle, new Trust(null, List.of(), List.of(earlier), Set.of()));

                assertThat(report.findings().stream().filter(f -> f.fault() == Fault.DIFFERENT))
                        .extracting(Finding::place)
                        .containsExactly(new Place.At(position(5)), new Place.At(position(VICTIM)));
            }
            assertThat(verify(bundle, oneCheckpoint()).findings())
                    .extracting(Finding::fault)
                    .contains(Fault.REWRITTEN);
        }
    }

    @Nested
    @DisplayName("of certificates")
    class OfCertificates {
        @Test
        void namesOneThatAnotherCaSigned() throws Exception {
            CertificateAuthority other = CaStore.pkcs12(folder.resolve("other"), "correct horse".toCharArray())
                    .open(() -> SampleLog.BEGIN, SampleLog.RANDOM);
            DeviceId id = new DeviceId("0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a");
            log.append(id, new DeviceRegistered(id, "rogue", "pump", null, null, Map.of()));
            log.append(id, log.certificate(other, id));

            Finding finding = only(verify(bundle(), key()));

            assertThat(finding.place()).isEqualTo(new Place.At(log.head()));
            assertThat(finding.what()).endsWith("was signed by no CA on record");
        }

        @Test
        void namesOneThatIsForAnotherDevice() throws Exception {
            DeviceId id = new DeviceId("0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a");
            log.append(id, new DeviceRegistered(id, "rogue", "pump", null, null, Map.of()));
            CertificateIssued another = log.certificate(log.authority, pump.deviceId());
            log.append(
                    id,
                    new CertificateIssued(
                            id,
                            another.serial(),
                            another.fingerprint(),
                            another.subject(),
                            another.keyAlgorithm(),
                            another.notBefore(),
                            another.notAfter(),
                            another.certificatePem(),
                            another.reason(),
                            null));

            assertThat(only(verify(bundle(), key())).what())
                    .endsWith("is for CN=" + pump.deviceId() + ", not for CN=" + id);
        }

        @Test
        void namesASerialNumberThatIsThereTwice() throws Exception {
            log.append(pump.deviceId(), pump);

            assertThat(only(verify(bundle(), key())).what())
                    .isEqualTo("serial number " + pump.serial() + " was given out before");
        }

        @Test
        void namesARevocationOfOneThatWasNeverIssued() throws Exception {
            CertificateIssued phantom = log.certificate(log.authority, pump.deviceId());
            log.revoke(phantom);

            assertThat(only(verify(bundle(), key())).what())
                    .isEqualTo("no certificate " + phantom.serial() + " was issued before");
        }

        @Test
        void namesACaThatLeadsToAnotherRootThanTheAuditors() throws Exception {
            Trust other = new Trust(signer.verifier(), List.of(), List.of(), Set.of(Sha256.of(new byte[] {1})));

            assertThat(verify(bundle(), other).findings())
                    .extracting(Finding::fault)
                    .containsOnly(Fault.AUTHORITY);
        }
    }

    @Nested
    @DisplayName("of CRLs")
    class OfCrls {
        @Test
        void namesOneThatLeavesARevocationOut() throws Exception {
            SampleBundle bundle = bundle();
            bundle.crl(10, log.head(), log.now(), List.of());

            assertThat(verify(bundle, key()).findings())
                    .extracting(Finding::what)
                    .contains("CRL 10 does not list " + pump.serial());
        }

        @Test
        void saysIfThereAreNone() throws Exception {
            assertThat(verify(bundle(), key()).unchecked()).contains("CRLs: there is none");
        }

        @Test
        void namesOneThatListsWhatNobodyRevoked() throws Exception {
            SampleBundle bundle = bundle();
            List<Revocation> more = new ArrayList<>(bundle.revocations(log.head()));
            bundle.crl(10, position(6), log.now(), more);

            assertThat(verify(bundle, key()).findings())
                    .extracting(Finding::what)
                    .contains("CRL 10 lists " + pump.serial() + ", which nobody revoked");
        }

        @Test
        void letsExpiredOnesGoOnlyAfterTheirLastAppearance() throws Exception {
            SampleBundle dropped = bundle();
            List<Revocation> all = dropped.revocations(log.head());
            Instant end = pump.notAfter();
            dropped.crl(10, log.head(), end.minusSeconds(1), all);
            dropped.crl(11, log.head(), end.plusSeconds(1), all);
            dropped.crl(12, log.head(), end.plusSeconds(2), List.of());
            SampleBundle early = bundle();
            early.crl(10, log.head(), end.minusSeconds(1), all);
            early.crl(11, log.head(), end.plusSeconds(2), List.of());
            SampleBundle unknown = bundle();
            unknown.crl(11, log.head(), end.plusSeconds(2), List.of());

            assertThat(verify(dropped, key()).findings()).isEmpty();
            assertThat(verify(early, key()).findings())
                    .extracting(Finding::what)
                    .contains("CRL 11 does not list " + pump.serial() + ", which no CRL listed after its end");
            Report untold = verify(unknown, key());
            assertThat(untold.findings()).isEmpty();
            assertThat(untold.unchecked()).anyMatch(what -> what.contains("whether an expired certificate"));
        }

        @Test
        void namesOneThatTheCaDidNotSign() throws Exception {
            SampleLog other = new SampleLog(folder.resolve("other"));
            SampleBundle bundle = bundle();
            SampleBundle foreign = new SampleBundle(other, signer);
            foreign.crl(10, log.head(), log.now(), bundle.revocations(log.head()));
            bundle.crls.addAll(foreign.crls);
            bundle.ders.putAll(foreign.ders);

            assertThat(only(verify(bundle, key())).what()).isEqualTo("CRL 10 was signed by no CA on record");
        }

        @Test
        void saysHowManyAreNotAtHand() throws Exception {
            SampleBundle bundle = bundle();
            bundle.crl(10, log.head(), log.now(), bundle.revocations(log.head()));
            bundle.crls.replaceAll(crl ->
                    new StoredCrl(crl.number(), crl.position(), crl.signedAt(), crl.nextUpdate(), crl.sha256(), false));
            bundle.ders.clear();

            Report report = verify(bundle, key());

            assertThat(report.findings()).isEmpty();
            assertThat(report.unchecked()).contains("1 CRLs, which the server has no longer");
        }
    }

    @Nested
    @DisplayName("of the state")
    class OfTheState {
        @Test
        void namesADeviceThatIsNotWhatTheLogSays() throws Exception {
            SampleBundle bundle = bundle();
            bundle.changes.put(Part.DEVICES, text -> text.replace("\"suspended\"", "\"active\""));

            Finding finding = only(verify(bundle, key()));

            assertThat(finding.fault()).isEqualTo(Fault.STATE);
            assertThat(finding.place()).isEqualTo(new Place.At(position(11)));
        }

        @Test
        void namesTheLineOfAnAclFileThatGrantsMore() throws Exception {
            SampleBundle bundle = bundle();
            bundle.changes.put(
                    Part.ACL_EXPLICIT, text -> text.replace("topic readwrite", "topic readwrite #\ntopic read"));

            assertThat(only(verify(bundle, key())).what())
                    .matches("state/acl-explicit.acl differs from the log in line [0-9]+");
        }

        @Test
        void namesARevocationThatIsNotThere() throws Exception {
            SampleBundle bundle = bundle();
            bundle.changes.put(Part.REVOCATIONS, text -> text.replace("\"reason_code\":1", "\"reason_code\":4"));

            assertThat(only(verify(bundle, key())).what()).contains("certificate " + pump.serial());
        }
    }

    @Test
    void findsAProofThatDoesNotHold() throws Exception {
        SampleBundle bundle = bundle();
        bundle.changes.put(Part.PROOFS, text -> text.replace("\"from\":8", "\"from\":4"));

        assertThat(verify(bundle, key()).findings()).extracting(Finding::fault).contains(Fault.PROOF);
    }

    @Test
    void sortsWhatItFindsByPlaceAndKeepsItBounded() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            log.refuse();
        }
        SampleBundle bundle = bundle();
        bundle.lines.replaceAll(line -> new LogLine(line.position(), line.entry(), null));

        Report report = verify(bundle, key());

        assertThat(report.findings()).hasSize(1_000).isSorted();
        assertThat(report.more()).isGreaterThan(100);
    }

    @Test
    void stumblesOverNoForgedEvent() throws Exception {
        SampleBundle bundle = bundle();
        long end = log.head();
        List<String> payloads =
                List.of("{}", "null", "[]", "{\"device_id\":null}", "{\"held\":[{}]}", "{\"labels\":{\"a\":null}}");
        for (Class<?> kind : EventCatalogue.events()) {
            for (String payload : payloads) {
                end++;
                String id = "forged-" + end;
                LogEntry forged =
                        new LogEntry(end, id, id, 0, null, kind.getSimpleName(), "1", entry(0).time(), payload, "{}");
                bundle.lines.add(new LogLine(end, forged, forged.leaf()));
            }
        }
        bundle.sign(4, bundle.lines.size());

        Report report = verify(bundle, key());

        // Some kinds need no member at all.
        assertThat(report.findings()).extracting(Finding::fault).containsOnly(Fault.UNREADABLE);
        assertThat(report.findings()).hasSizeGreaterThan(EventCatalogue.events().size() * 4);
        assertThat(report.more()).isZero();
    }

    private static Place firstOf(Report report) {
        return report.findings().getFirst().place();
    }

    private static Finding only(Report report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().getFirst();
    }

    private static LogEntry moved(LogEntry e, long position) {
        return new LogEntry(
                position,
                e.eventId(),
                e.aggregateId(),
                e.sequence(),
                e.aggregateType(),
                e.type(),
                e.revision(),
                e.time(),
                e.payload(),
                e.metadata());
    }

    private long gap() {
        for (int i = 1; i < log.entries.size(); i++) {
            if (position(i) > position(i - 1) + 1) {
                return position(i) - 1;
            }
        }
        throw new IllegalStateException("The log has no gap");
    }

    private int indexBehind(long position) {
        int index = 0;
        while (position(index) < position) {
            index++;
        }
        return index;
    }
}
