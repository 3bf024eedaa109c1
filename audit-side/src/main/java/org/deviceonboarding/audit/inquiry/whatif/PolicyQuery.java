package org.deviceonboarding.audit.inquiry.whatif;

import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.jspecify.annotations.Nullable;

/**
 * A window of the past, and a page.
 *
 * @param cursor the end of the previous page, null for the first page
 */
record PolicyQuery(Window window, int limit, @Nullable InquiryCursor cursor) {}
