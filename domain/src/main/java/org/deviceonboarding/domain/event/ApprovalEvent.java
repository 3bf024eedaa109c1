package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.approval.ApprovalId;

/** An event of a request that needs a second person. Who asked and who decided is in the metadata. */
public sealed interface ApprovalEvent extends OnboardingEvent
        permits ApprovalRequested, ApprovalGranted, ApprovalRejected {
    ApprovalId approvalId();
}
