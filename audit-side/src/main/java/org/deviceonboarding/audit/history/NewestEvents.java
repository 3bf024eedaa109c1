package org.deviceonboarding.audit.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the log, newest first.
 *
 * @param before asks for the next, older page; null on the last one
 */
public record NewestEvents(List<AuditEvent> items, @Nullable Long before) {}
