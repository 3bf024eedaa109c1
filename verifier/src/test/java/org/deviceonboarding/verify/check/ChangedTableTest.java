package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.LogLine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification of a log whose table alone was changed")
class ChangedTableTest extends VerifiedLog {
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
        alter(actor, VICTIM, e -> with(e, e.time(), e.payload(), e.metadata().replace("ada", "eve")));

        assertThat(firstOf(verify(time, key()))).isEqualTo(new FindingLocation.At(position(VICTIM)));
        assertThat(firstOf(verify(actor, key()))).isEqualTo(new FindingLocation.At(position(VICTIM)));
    }

    @Test
    void namesTheEntryThatIsGone() throws Exception {
        SampleBundle bundle = bundle();
        LogLine line = bundle.lines.get(VICTIM);
        bundle.lines.set(VICTIM, new LogLine(line.position(), null, line.leaf()));

        VerificationReport report = verify(bundle, oneCheckpoint());

        assertThat(firstOf(report)).isEqualTo(new FindingLocation.At(position(VICTIM)));
        assertThat(report.findings())
                .extracting(Finding::fault)
                .contains(FindingKind.REMOVED)
                .doesNotContain(FindingKind.TREE);
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

        VerificationReport report = verify(bundle, oneCheckpoint());

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo(new FindingLocation.At(gap));
            assertThat(finding.fault()).isEqualTo(FindingKind.UNKNOWN);
        });
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
