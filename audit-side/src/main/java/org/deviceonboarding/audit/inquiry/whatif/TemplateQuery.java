package org.deviceonboarding.audit.inquiry.whatif;

import java.time.Instant;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.jspecify.annotations.Nullable;

/**
 * A moment, and a page.
 *
 * @param at a time, null if none was given
 * @param position a position of the log, null if none was given
 * @param cursor the end of the previous page, null for the first page
 */
record TemplateQuery(
        @Nullable Instant at,
        @Nullable Long position,
        int limit,
        @Nullable InquiryCursor cursor) {}
