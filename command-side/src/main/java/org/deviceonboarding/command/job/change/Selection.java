package org.deviceonboarding.command.job.change;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.Sha256;

/** Computes the digest of chosen devices, by which two selections are compared. */
final class Selection {
    private Selection() {}

    /** Over the ids, each followed by a line feed, in ascending order. */
    static Sha256 digest(List<FleetSearch.Chosen> chosen) {
        return Sha256.of(chosen.stream()
                .map(one -> one.id().value() + "\n")
                .sorted()
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII));
    }
}
