package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification of a log whose ledger was changed along with it")
class ChangedLedgerTest extends VerifiedLog {
    @Test
    void namesTheStretchBetweenTheCheckpointsThatTheServerStillHas() throws Exception {
        SampleBundle bundle = bundle();
        alter(bundle, 6, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));
        bundle.hashAgain();

        VerificationReport report = verify(bundle, key());

        assertThat(report.findings()).first().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo(new FindingLocation.Between(position(3), position(7)));
            assertThat(finding.fault()).isEqualTo(FindingKind.TREE);
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
                .isEqualTo(new FindingLocation.Between(position(3), position(7)));
        assertThat(verify(bundle, oneCheckpoint()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo(new FindingLocation.Between(0, log.head()));
            assertThat(finding.fault()).isEqualTo(FindingKind.REWRITTEN);
        });
    }

    @Test
    void namesTheVeryEntryAndColumnBesideAnEarlierBundle() throws Exception {
        Path before = bundle().write(folder.resolve("earlier.zip"));
        SampleBundle bundle = bundle();
        alter(bundle, 6, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));
        bundle.hashAgain();
        bundle.sign(log.entries.size());

        try (AuditBundle earlier = AuditBundle.open(before)) {
            VerificationReport report = verify(bundle, new TrustAnchors(null, List.of(), List.of(earlier), Set.of()));

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

        assertThat(verify(bundle, oneCheckpoint()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo(new FindingLocation.After(position(log.entries.size() - 2)));
            assertThat(finding.fault()).isEqualTo(FindingKind.REWRITTEN);
        });
    }

    @Test
    void namesTheHoleThatADeletedEntryLeavesInItsDevicesHistory() throws Exception {
        SampleBundle bundle = bundle();
        bundle.lines.remove(6); // the valve's first suspension
        bundle.sign(4, log.entries.size() - 1);

        assertThat(verify(bundle, oneCheckpoint()).findings()).first().satisfies(finding -> {
            assertThat(finding.fault()).isEqualTo(FindingKind.SEQUENCE);
            assertThat(finding.place()).isEqualTo(new FindingLocation.At(position(10)));
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

        try (AuditBundle earlier = AuditBundle.open(before)) {
            VerificationReport report = verify(bundle, new TrustAnchors(null, List.of(), List.of(earlier), Set.of()));

            assertThat(report.findings().stream().filter(f -> f.fault() == FindingKind.DIFFERENT))
                    .extracting(Finding::place)
                    .containsExactly(new FindingLocation.At(position(5)), new FindingLocation.At(position(VICTIM)));
        }
        assertThat(verify(bundle, oneCheckpoint()).findings())
                .extracting(Finding::fault)
                .contains(FindingKind.REWRITTEN);
    }

    private TrustAnchors allCheckpoints() {
        return new TrustAnchors(
                signer.verifier(),
                bundle().checkpoints.stream()
                        .map(checkpoint -> kept(checkpoint.note()))
                        .toList(),
                List.of(),
                Set.of());
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
}
