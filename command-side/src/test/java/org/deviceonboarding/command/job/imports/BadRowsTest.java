package org.deviceonboarding.command.job.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bad rows")
class BadRowsTest {
    @Test
    void areListedFromTheFirstWhateverWasFoundFirst() {
        BadRows.Collector collector = new BadRows.Collector();
        IntStream.rangeClosed(1, 1_500).map(row -> 1_501 - row).forEach(row -> collector.add(row, "type", "is wrong"));
        collector.add(1, "name", "is taken");

        BadRows bad = collector.toException();

        assertThat(bad.count()).isEqualTo(1_500);
        assertThat(bad.faults()).hasSize(1_000);
        assertThat(bad.faults().getFirst()).isEqualTo(new BadRows.RowFault(1, "name", "is taken"));
        assertThat(bad.faults().getLast()).isEqualTo(new BadRows.RowFault(999, "type", "is wrong"));
    }
}
