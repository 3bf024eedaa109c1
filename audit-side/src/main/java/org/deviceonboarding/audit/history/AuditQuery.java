package org.deviceonboarding.audit.history;

import org.deviceonboarding.log.read.LogFilter;

/**
 * Which part of the log.
 *
 * @param after the position behind which it begins
 * @param limit how many events at most
 */
record AuditQuery(LogFilter filter, long after, long limit) {
    AuditQuery withLimit(long other) {
        return new AuditQuery(filter, after, other);
    }
}
