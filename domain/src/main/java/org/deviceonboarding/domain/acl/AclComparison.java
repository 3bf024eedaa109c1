package org.deviceonboarding.domain.acl;

/** Compares two {@code mosquitto.acl} files. */
@FunctionalInterface
public interface AclComparison {
    /** A unified diff; empty if nothing changes. */
    String diff(AclFile before, AclFile after);
}
