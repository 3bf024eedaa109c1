package org.deviceonboarding.audit.inquiry.whatif;

import java.time.Instant;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.jspecify.annotations.Nullable;

/**
 * As of when, and which page.
 *
 * @param at a moment, null if none was named
 * @param position of the log, null if none was named
 * @param cursor where the page before ended, null for the first one
 */
record TemplateQuery(
        @Nullable Instant at,
        @Nullable Long position,
        int limit,
        @Nullable InquiryCursor cursor) {}
