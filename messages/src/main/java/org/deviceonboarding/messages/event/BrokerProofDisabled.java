package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.broker.BrokerId;

/** The process beside this broker releases policies without asking the broker: no receipt will come. A receipt ends that. */
@Revision("1")
public record BrokerProofDisabled(BrokerId brokerId) implements BrokerEvent {}
