package org.deviceonboarding.audit.inquiry.whatif;

import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.jspecify.annotations.Nullable;

/**
 * Over which past, and which page.
 *
 * @param cursor where the page before ended, null for the first one
 */
record PolicyQuery(Window window, int limit, @Nullable InquiryCursor cursor) {}
