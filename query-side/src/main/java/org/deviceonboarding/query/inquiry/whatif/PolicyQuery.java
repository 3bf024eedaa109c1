package org.deviceonboarding.query.inquiry.whatif;

import org.deviceonboarding.audit.inquiry.Window;
import org.deviceonboarding.query.inquiry.InquiryCursor;
import org.jspecify.annotations.Nullable;

/**
 * Over which past, and which page.
 *
 * @param cursor where the page before ended, null for the first one
 */
record PolicyQuery(Window window, int limit, @Nullable InquiryCursor cursor) {}
