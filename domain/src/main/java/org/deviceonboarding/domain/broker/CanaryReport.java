package org.deviceonboarding.domain.broker;

/**
 * The result of testing a broker with its canaries, over connections with mutual TLS. All true is as it should be.
 *
 * @param outcastRefused the revoked certificate was turned away in the handshake
 * @param residentAccepted the good one was let in
 * @param ownTopicReached the resident could write its own topic
 * @param foreignTopicDenied the resident could not write another device's topic
 */
public record CanaryReport(
        boolean outcastRefused, boolean residentAccepted, boolean ownTopicReached, boolean foreignTopicDenied) {
    public boolean good() {
        return outcastRefused && residentAccepted && ownTopicReached && foreignTopicDenied;
    }
}
