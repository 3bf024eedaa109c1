package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification")
class VerificationTest extends VerifiedLog {
    @Test
    void findsNothingWrongWithAnHonestLogAndSaysWhatItLookedAt() throws Exception {
        SampleBundle bundle = bundle();
        bundle.crl(10, position(5), log.now(), bundle.revocations(position(5)));
        bundle.crl(11, log.head(), log.now(), bundle.revocations(log.head()));

        VerificationReport report = verify(bundle, oneCheckpoint());

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
        assertThat(verify(bundle(), TrustAnchors.NONE).unchecked())
                .contains(
                        "whose log this is: no key was given, and the bundle's own was believed",
                        "whether the log was rewritten: no earlier checkpoint was given");
    }

    @Test
    void refusesTheKeyOfAnotherLog() throws Exception {
        VerificationReport report =
                verify(bundle(), new TrustAnchors(SampleBundle.signer().verifier(), List.of(), List.of(), Set.of()));

        assertThat(report.findings().getFirst().fault()).isEqualTo(FindingKind.BUNDLE);
        assertThat(report.findings()).extracting(Finding::fault).contains(FindingKind.SIGNATURE);
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
        Finding finding = verify(
                        bundle(), new TrustAnchors(signer.verifier(), List.of(kept(note)), List.of(), Set.of()))
                .findings()
                .getFirst();
        return finding.fault() + " " + finding.what();
    }

    @Test
    void findsAProofThatDoesNotHold() throws Exception {
        SampleBundle bundle = bundle();
        bundle.changes.put(BundlePart.PROOFS, text -> text.replace("\"from\":8", "\"from\":4"));

        assertThat(verify(bundle, key()).findings()).extracting(Finding::fault).contains(FindingKind.PROOF);
    }

    @Test
    void sortsWhatItFindsByPlaceAndKeepsItBounded() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            log.refuse();
        }
        SampleBundle bundle = bundle();
        bundle.lines.replaceAll(line -> new LogLine(line.position(), line.entry(), null));

        VerificationReport report = verify(bundle, key());

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

        VerificationReport report = verify(bundle, key());

        // Some kinds need no member at all.
        assertThat(report.findings()).extracting(Finding::fault).containsOnly(FindingKind.UNREADABLE);
        assertThat(report.findings()).hasSizeGreaterThan(EventCatalogue.events().size() * 4);
        assertThat(report.more()).isZero();
    }
}
