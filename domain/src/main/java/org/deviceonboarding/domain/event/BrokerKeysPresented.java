package org.deviceonboarding.domain.event;

import java.util.List;
import org.deviceonboarding.domain.broker.BrokerId;

/**
 * The process beside a broker made key pairs and asks the CA for certificates. The private keys stay where they were
 * made.
 *
 * @param hosts DNS names and addresses under which devices find the broker
 * @param serverKey the broker's public key, PEM (RFC 7468 section 13)
 * @param canaryKey the public key of both canaries, likewise
 */
@Revision("1")
public record BrokerKeysPresented(BrokerId brokerId, List<String> hosts, String serverKey, String canaryKey)
        implements BrokerEvent {}
