package org.deviceonboarding.audit.history;

import org.deviceonboarding.log.read.LogFilter;

/**
 * Selects a part of the log.
 *
 * @param after the position after which the part begins
 * @param limit the largest number of events
 */
record AuditQuery(LogFilter filter, long after, long limit) {
    AuditQuery withLimit(long other) {
        return new AuditQuery(filter, after, other);
    }
}
