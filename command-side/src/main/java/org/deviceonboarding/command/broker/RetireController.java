package org.deviceonboarding.command.broker;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code POST /brokers/{broker_id}/retire}, which takes a broker out of the list. */
@RestController
class RetireController {
    private final CommandDispatcher commands;

    RetireController(CommandDispatcher commands) {
        this.commands = commands;
    }

    @Operation(
            operationId = "retireBroker",
            summary = "Takes a broker that is gone out of the list",
            description =
                    "Nothing waits for a retired broker's receipts. A broker that gives a sign of life is back in the list.",
            tags = "Brokers")
    @PostMapping("/brokers/{broker_id}/retire")
    RetiredAnswer retire(
            @PathVariable("broker_id") String id,
            @Valid @RequestBody(required = false) @Nullable RetireRequest body,
            Actor actor) {
        BrokerId broker = broker(id);
        return commands.send(
                new RetireBroker(broker, body == null ? null : body.comment()),
                actor,
                position -> new RetiredAnswer("retired", broker, position));
    }

    private static BrokerId broker(String id) {
        try {
            return new BrokerId(id);
        } catch (IllegalArgumentException e) {
            throw new Refused(RefusalCode.NOT_FOUND, BrokerIdentity.UNKNOWN);
        }
    }

    /** The body of {@code POST /brokers/{broker_id}/retire}; all of it may be left out. */
    record RetireRequest(
            @Nullable
            @Pattern(
                    regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                    message = "must be at most 500 printable characters on one line")
            String comment) {}

    record RetiredAnswer(String status, BrokerId brokerId, long position) {}
}
