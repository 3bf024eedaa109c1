package org.deviceonboarding.audit.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events, newest first.
 *
 * @param before the position before which the next, older page begins; null on the last page
 */
public record NewestEvents(List<AuditEvent> items, @Nullable Long before) {}
