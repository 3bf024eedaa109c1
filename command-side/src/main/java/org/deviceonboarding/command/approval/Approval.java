package org.deviceonboarding.command.approval;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.access.key.KeyMakers;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.event.ApprovalGranted;
import org.deviceonboarding.domain.event.ApprovalRejected;
import org.deviceonboarding.domain.event.ApprovalRequested;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** The aggregate of one request that needs a second person. Of two who decide at once, the log takes one. */
@Aggregate
class Approval {
    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private String id;

    private boolean decided;
    private Actor requester = Actor.PORTAL;
    private Instant expiresAt = Instant.EPOCH;

    @CommandHandler
    Approval(ApprovalCommand.Ask command, Approvals approvals, MetaData metaData) {
        approvals.asked(command, Actor.of(metaData));
        apply(new ApprovalRequested(
                command.approvalId(),
                command.action(),
                command.subject(),
                command.digest(),
                command.comment(),
                command.expiresAt()));
    }

    @CommandHandler
    void handle(
            ApprovalCommand.Grant command,
            Approvals approvals,
            KeyMakers makers,
            InstantSource clock,
            MetaData metaData) {
        Actor approver = Actor.of(metaData);
        refuseIfDecided();
        if (!clock.instant().isBefore(expiresAt)) {
            throw new Refused(RefusalCode.CONFLICT, "Its time is over; it must be asked for again");
        }
        if (approver.name().equalsIgnoreCase(requester.name())
                || approver.owner().equalsIgnoreCase(requester.owner())) {
            throw new Refused(RefusalCode.CONFLICT, "Another person than the requester must allow it");
        }
        if (makers.ownersAbove(approver.name()).stream().anyMatch(requester.owner()::equalsIgnoreCase)) {
            throw new Refused(RefusalCode.CONFLICT, "The requester made this key; it cannot allow what they asked for");
        }
        apply(new ApprovalGranted(command.approvalId(), command.comment()));
        approvals.granted(command.approvalId(), approver, command.comment());
    }

    @CommandHandler
    void handle(ApprovalCommand.Reject command, Approvals approvals, MetaData metaData) {
        refuseIfDecided();
        apply(new ApprovalRejected(command.approvalId(), command.comment()));
        approvals.rejected(command.approvalId(), Actor.of(metaData), command.byAdmin(), command.comment());
    }

    private void refuseIfDecided() {
        if (decided) {
            throw new Refused(RefusalCode.CONFLICT, "It was decided already");
        }
    }

    @EventSourcingHandler
    void on(ApprovalRequested event, MetaData metaData) {
        id = aggregate(event.approvalId());
        requester = Actor.of(metaData);
        expiresAt = event.expiresAt();
    }

    private static String aggregate(ApprovalId id) {
        return "approval/" + id;
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(ApprovalGranted event) {
        decided = true;
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(ApprovalRejected event) {
        decided = true;
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings("unused")
    Approval() {}
}
