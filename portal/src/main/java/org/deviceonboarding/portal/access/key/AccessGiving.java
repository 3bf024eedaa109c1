package org.deviceonboarding.portal.access.key;

import org.deviceonboarding.messages.bulk.BulkAction;
import org.deviceonboarding.messages.event.AclTemplateDefined;
import org.deviceonboarding.messages.event.ApiKeyCreated;
import org.deviceonboarding.messages.event.ApiKeyRevoked;
import org.deviceonboarding.messages.event.ApprovalGranted;
import org.deviceonboarding.messages.event.ApprovalRejected;
import org.deviceonboarding.messages.event.ApprovalRequested;
import org.deviceonboarding.messages.event.AuthorityEstablished;
import org.deviceonboarding.messages.event.BatchClaimed;
import org.deviceonboarding.messages.event.BatchDownloadStarted;
import org.deviceonboarding.messages.event.BatchDownloaded;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BulkCancelled;
import org.deviceonboarding.messages.event.BulkFinished;
import org.deviceonboarding.messages.event.BulkStarted;
import org.deviceonboarding.messages.event.CertificateExpired;
import org.deviceonboarding.messages.event.CertificateExpiring;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.CommandRefused;
import org.deviceonboarding.messages.event.CredentialsDownloaded;
import org.deviceonboarding.messages.event.CredentialsExpired;
import org.deviceonboarding.messages.event.CredentialsPackaged;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.DeviceDetailsChanged;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.event.DeviceResumed;
import org.deviceonboarding.messages.event.DeviceSuspended;
import org.deviceonboarding.messages.event.ImportAccepted;
import org.deviceonboarding.messages.event.ImportCancelled;
import org.deviceonboarding.messages.event.ImportFinished;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.ServerCertificateIssued;
import org.deviceonboarding.messages.event.SignInRefused;
import org.deviceonboarding.messages.event.SignedIn;
import org.deviceonboarding.messages.event.SignedOut;

/** Which events give access to somebody or something. What takes it away must go on, whoever asked for it. */
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
