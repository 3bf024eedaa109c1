package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.DeviceId;

/** An event of a device. None carries a private key or a password. */
public sealed interface DeviceEvent extends OnboardingEvent
        permits DeviceRegistered,
                CertificateIssued,
                CertificateRevoked,
                CredentialsPackaged,
                CredentialsDownloaded,
                CredentialsExpired,
                DeviceSuspended,
                DeviceResumed,
                DeviceDetailsChanged,
                DeviceDecommissioned,
                CertificateExpiring,
                CertificateExpired {
    DeviceId deviceId();
}
