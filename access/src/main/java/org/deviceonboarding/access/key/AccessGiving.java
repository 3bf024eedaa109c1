package org.deviceonboarding.access.key;

import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.domain.event.ApprovalGranted;
import org.deviceonboarding.domain.event.ApprovalRejected;
import org.deviceonboarding.domain.event.ApprovalRequested;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BatchClaimed;
import org.deviceonboarding.domain.event.BatchDownloadStarted;
import org.deviceonboarding.domain.event.BatchDownloaded;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BulkCancelled;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.BulkStarted;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.ImportAccepted;
import org.deviceonboarding.domain.event.ImportCancelled;
import org.deviceonboarding.domain.event.ImportFinished;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.event.SignInRefused;
import org.deviceonboarding.domain.event.SignedIn;
import org.deviceonboarding.domain.event.SignedOut;

/** Decides which events give access to somebody or something. What takes it away must go on, whoever asked for it. */
final class AccessGiving {
    private AccessGiving() {}

    static boolean gives(OnboardingEvent event) {
        return switch (event) {
            case CertificateIssued _, DeviceResumed _, AclTemplateDefined _ -> true;
            case ApiKeyCreated _, SignedIn _ -> true;
            case ImportAccepted _, BatchClaimed _, ApprovalGranted _ -> true;
            case BulkStarted started -> started.action() != BulkAction.REVOKE;
            case DeviceRegistered _, CredentialsPackaged _ -> false; // the certificate beside it is what counts
            case DeviceDetailsChanged _, CertificateExpiring _, CertificateExpired _ -> false;
            case CertificateRevoked _, DeviceSuspended _, DeviceDecommissioned _ -> false;
            case CredentialsDownloaded _, CredentialsExpired _ -> false; // the link is the right, not the key
            case BatchDownloadStarted _, BatchDownloaded _ -> false;
            case ImportFinished _, ImportCancelled _, BulkFinished _, BulkCancelled _ -> false;
            case ApprovalRequested _, ApprovalRejected _ -> false;
            case ApiKeyRevoked _, SignedOut _, SignInRefused _, CommandRefused _ -> false;
            case BrokerEvent _, AuthorityEstablished _, ServerCertificateIssued _ -> false; // no caller asks for these
        };
    }
}
