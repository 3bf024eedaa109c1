package org.deviceonboarding.query.inquiry.blast;

import org.deviceonboarding.audit.inquiry.Window;
import org.deviceonboarding.query.inquiry.InquiryCursor;
import org.jspecify.annotations.Nullable;

/**
 * Who was in the wrong hands, and when.
 *
 * @param cursor where the page before ended, null for the first one
 */
record BlastQuery(
        SuspectParameter suspect,
        Window window,
        int limit,
        @Nullable InquiryCursor cursor) {}
