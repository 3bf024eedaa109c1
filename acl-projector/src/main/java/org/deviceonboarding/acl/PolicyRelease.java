package org.deviceonboarding.acl;

/**
 * What goes to the broker in one step.
 *
 * @param position of the policy in the log
 * @param acl the text of {@code mosquitto.acl}
 * @param crl goes with it
 */
record PolicyRelease(long position, String acl, Crl crl) {}
