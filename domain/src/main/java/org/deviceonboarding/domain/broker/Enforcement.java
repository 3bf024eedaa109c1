package org.deviceonboarding.domain.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when a broker has been known to enforce something.
 *
 * @param since null until it was seen to
 * @param receiptPosition the receipt's place in the log, or null
 */
public record Enforcement(
        BrokerId brokerId,
        @Nullable Instant since,
        @Nullable Long receiptPosition) {}
