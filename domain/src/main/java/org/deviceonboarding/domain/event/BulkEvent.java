package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkId;

/**
 * An event of a job: an import, or a change of many devices. What happened to each device is an event of that device.
 */
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
