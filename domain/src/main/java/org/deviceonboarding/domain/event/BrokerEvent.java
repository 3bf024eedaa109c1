package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.broker.BrokerId;

/** An event of a broker. None of it changes what a device may do. */
public sealed interface BrokerEvent extends OnboardingEvent
        permits BrokerKeysPresented, BrokerCertificateIssued, BrokerReceipt, BrokerProofDisabled, BrokerRetired {
    BrokerId brokerId();
}
