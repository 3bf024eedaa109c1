package org.deviceonboarding.messages.event;

import org.deviceonboarding.messages.broker.BrokerId;

/** Everything that can have happened to a broker. */
public sealed interface BrokerEvent extends OnboardingEvent permits BrokerCertificateIssued {
    BrokerId brokerId();
}
