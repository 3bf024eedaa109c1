package org.deviceonboarding.command.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code portal.bulk.*}: limits of imports and bulk changes.
 *
 * @param maxRows of one import or one selection
 * @param maxBytes of an import's body
 * @param workers threads of this process that make keys in the background; 0 for one less than there are cores
 * @param linkExpiry how long a batch's credentials can be fetched once all are made
 * @param windowDays how long before their end certificates are due
 * @param history how long the rows of what is over are kept
 * @param poll how often a worker without work looks for some while the log grows; less often while it does not
 */
@Validated
@ConfigurationProperties("portal.bulk")
public record BulkProperties(
        @Min(1) @Max(1_000_000) @DefaultValue("100000") int maxRows,
        @DefaultValue("200MB") DataSize maxBytes,
        @Min(0) @Max(64) @DefaultValue("0") int workers,
        @DefaultValue("24h") Duration linkExpiry,
        @Min(1) @Max(365) @DefaultValue("30") int windowDays,
        @DefaultValue("90d") Duration history,
        @DefaultValue("500ms") Duration poll) {
    /** A key must not wait for ever for a batch that comes to no end. */
    private static final Duration LONGEST_BATCH = Duration.ofDays(7);

    /** Somebody who did not ask needs time to come for it: a window, if that is long. */
    private static final int PREPARED_DAYS = 30;

    Duration linkExpiry(Job job) {
        return job.prepared() ? Duration.ofDays(Math.max(PREPARED_DAYS, windowDays)) : linkExpiry;
    }

    /** How many threads make keys at the same time. */
    int keyMakers() {
        return workers > 0 ? workers : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    Duration bundlesKeptFor(Job job) {
        return LONGEST_BATCH.plus(linkExpiry(job));
    }
}
