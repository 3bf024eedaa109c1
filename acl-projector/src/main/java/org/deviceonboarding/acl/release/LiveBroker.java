package org.deviceonboarding.acl.release;

import org.deviceonboarding.acl.cleanup.BrokerSessions;
import org.deviceonboarding.acl.proof.BrokerProof;

/** A running broker: this process asks it what it enforces, and makes it end sessions. */
public interface LiveBroker extends BrokerProof, BrokerSessions {}
