package org.deviceonboarding.audit.required;

import org.deviceonboarding.domain.acl.AclFile;

/** Compares two {@code mosquitto.acl} files. */
@FunctionalInterface
public interface AclComparison {
    /** A unified diff; empty if nothing changes. */
    String diff(AclFile before, AclFile after);
}
