package org.deviceonboarding.audit.inquiry.blast;

import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
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
