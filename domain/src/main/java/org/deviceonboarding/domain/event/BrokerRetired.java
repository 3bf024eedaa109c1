package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/**
 * An admin took the broker out of the list of those that have to prove what they enforce. The broker is back in the list as soon as it
 * gives a sign of life: keys presented, a receipt, or a refusal.
 */
@Revision("1")
public record BrokerRetired(BrokerId brokerId, @Nullable String comment) implements BrokerEvent {}
