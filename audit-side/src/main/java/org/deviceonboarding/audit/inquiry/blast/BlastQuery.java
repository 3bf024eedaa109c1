package org.deviceonboarding.audit.inquiry.blast;

import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.jspecify.annotations.Nullable;

/**
 * A suspect, a window of time, and a page of the blast radius.
 *
 * @param cursor the end of the previous page, null for the first page
 */
record BlastQuery(
        SuspectParameter suspect,
        Window window,
        int limit,
        @Nullable InquiryCursor cursor) {}
