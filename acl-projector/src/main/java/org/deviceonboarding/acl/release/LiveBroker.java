package org.deviceonboarding.acl.release;

import org.deviceonboarding.acl.cleanup.BrokerSessions;
import org.deviceonboarding.acl.proof.BrokerProof;

/** A broker that this process can ask what it enforces, and tell to end sessions. */
public interface LiveBroker extends BrokerProof, BrokerSessions {}
