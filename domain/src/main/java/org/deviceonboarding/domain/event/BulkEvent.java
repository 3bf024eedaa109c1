package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/** What happened to an import, or to a change of many devices; what happened to each device is an event of that device. */
public sealed interface BulkEvent extends OnboardingEvent
        permits ImportAccepted,
                ImportFinished,
                ImportCancelled,
                BulkStarted,
                BulkFinished,
                BulkCancelled,
                BatchClaimed,
                BatchDownloadStarted,
                BatchDownloaded {
    BulkId bulkId();
}
