package org.deviceonboarding.crl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of CRLs: their validity, their largest size, and how many are kept.
 *
 * @param validity from signing to {@code nextUpdate}: how long brokers go on without us
 * @param rootDays from signing to {@code nextUpdate} of the root's CRL, where the root's key is here
 * @param rootFile the root's CRL as its keeper brings it; empty for none
 * @param history how many CRLs are kept whole; of older ones there is number and digest
 * @param maxBytes of a larger one brokers fetch none, as PEM
 */
@ConfigurationProperties("portal.crl")
record CrlProperties(
        @DefaultValue("7d") Duration validity,
        @DefaultValue("365") int rootDays,
        @DefaultValue("") String rootFile,
        @DefaultValue("1000") int history,
        @DefaultValue("128MB") DataSize maxBytes) {
    private static final int EARLY_PERCENT = 80;

    CrlProperties {
        if (validity.compareTo(Duration.ofMinutes(1)) < 0 || validity.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("portal.crl.validity is between 1 minute and 90 days");
        }
        if (rootDays < 1 || rootDays > 3_650) {
            throw new IllegalArgumentException("CA_ROOT_CRL_DAYS is 1 to 3650");
        }
        if (history < 1 || history > 1_000_000) {
            throw new IllegalArgumentException("portal.crl.history is between 1 and 1000000");
        }
    }

    /** Whether the CRL is so large that people have to be told, while brokers can still fetch it. */
    boolean nearlyTooLarge(long bytes) {
        return bytes >= maxBytes.toBytes() / 100 * EARLY_PERCENT;
    }

    Duration rootValidity() {
        return Duration.ofDays(rootDays);
    }

    Optional<Path> rootCrl() {
        return rootFile.isBlank() ? Optional.empty() : Optional.of(Path.of(rootFile));
    }
}
