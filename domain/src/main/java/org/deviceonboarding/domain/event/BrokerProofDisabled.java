package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.broker.BrokerId;

/** The process beside this broker releases policies without asking the broker: no receipt will come. A receipt ends that. */
@Revision("1")
public record BrokerProofDisabled(BrokerId brokerId) implements BrokerEvent {}
