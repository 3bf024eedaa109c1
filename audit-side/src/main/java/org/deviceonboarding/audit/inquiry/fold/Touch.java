package org.deviceonboarding.audit.inquiry.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;

/** A way in which a suspect touched a device. */
public enum Touch {
    REGISTERED,
    CERTIFICATE_ISSUED,
    CERTIFICATE_REVOKED,
    CERTIFICATE_EXPIRING,
    CERTIFICATE_EXPIRED,
    CREDENTIALS_PACKAGED,
    CREDENTIALS_DOWNLOADED,
    CREDENTIALS_EXPIRED,
    SUSPENDED,
    RESUMED,
    DETAILS_CHANGED,
    DECOMMISSIONED,
    /** The certificate was requested with a certificate that the suspect was involved in, or has the key of one. */
    RENEWED_FROM_EXPOSED;

    static Touch of(DeviceEvent event) {
        return switch (event) {
            case DeviceRegistered _ -> REGISTERED;
            case CertificateIssued _ -> CERTIFICATE_ISSUED;
            case CertificateRevoked _ -> CERTIFICATE_REVOKED;
            case CertificateExpiring _ -> CERTIFICATE_EXPIRING;
            case CertificateExpired _ -> CERTIFICATE_EXPIRED;
            case CredentialsPackaged _ -> CREDENTIALS_PACKAGED;
            case CredentialsDownloaded _ -> CREDENTIALS_DOWNLOADED;
            case CredentialsExpired _ -> CREDENTIALS_EXPIRED;
            case DeviceSuspended _ -> SUSPENDED;
            case DeviceResumed _ -> RESUMED;
            case DeviceDetailsChanged _ -> DETAILS_CHANGED;
            case DeviceDecommissioned _ -> DECOMMISSIONED;
        };
    }

    /** Whether it may change a broker's policy. */
    boolean reachesBrokers() {
        return switch (this) {
            case REGISTERED, CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, SUSPENDED, RESUMED, DECOMMISSIONED -> true;
            case CREDENTIALS_PACKAGED,
                    CREDENTIALS_DOWNLOADED,
                    CREDENTIALS_EXPIRED,
                    CERTIFICATE_EXPIRING,
                    CERTIFICATE_EXPIRED,
                    DETAILS_CHANGED,
                    RENEWED_FROM_EXPOSED -> false;
        };
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
