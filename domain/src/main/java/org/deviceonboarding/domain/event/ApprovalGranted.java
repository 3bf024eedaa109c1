package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.approval.ApprovalId;
import org.jspecify.annotations.Nullable;

/** A second person allowed the request, and what it asks for was done in the same transaction. */
@Revision("1")
public record ApprovalGranted(
        ApprovalId approvalId, @Nullable String comment) implements ApprovalEvent {}
