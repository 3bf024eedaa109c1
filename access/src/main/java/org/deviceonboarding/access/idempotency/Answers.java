package org.deviceonboarding.access.idempotency;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.log.LogPosition;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Grants a change and answers it. If the request came with a key, the answer is kept in the transaction of the change: either
 * both are there after a crash, or neither is.
 */
@Profile("command")
@Component
public class Answers {
    private final CommandGateway commands;
    private final LogPosition positions;
    private final Claims claims;
    private final JsonMapper json;

    Answers(CommandGateway commands, LogPosition positions, Claims claims, JsonMapper json) {
        this.commands = commands;
        this.positions = positions;
        this.claims = claims;
        this.json = json;
    }

    /**
     * @param command itself, or as a message
     * @param aggregate the id of what it changes
     * @param answer from the position of the change in the log; may be asked for more than once
     */
    public <T> ResponseEntity<T> to(Object command, String aggregate, LongFunction<ResponseEntity<T>> answer) {
        Optional<Claim> claim = claim();
        if (claim.isEmpty()) {
            commands.sendAndWait(command);
            return answer.apply(positions.of(aggregate));
        }
        AtomicReference<ResponseEntity<T>> given = new AtomicReference<>();
        Runnable keep = () -> given.set(kept(claim.get(), answer.apply(positions.of(aggregate))));
        CommandMessage<?> message = GenericCommandMessage.asCommandMessage(command);
        commands.sendAndWait(message.andMetaData(Map.of(BeforeCommit.METADATA, keep)));
        claim.get().kept().set(true);
        return Objects.requireNonNull(given.get());
    }

    /**
     * Keeps the answer in the transaction that is under way, for changes that are no command. Nothing happens if the request came
     * without a key.
     */
    public <T> ResponseEntity<T> keep(ResponseEntity<T> answer) {
        return claim().map(claim -> kept(claim, answer)).orElse(answer);
    }

    private <T> ResponseEntity<T> kept(Claim claim, ResponseEntity<T> answer) {
        claims.keep(claim, claim.seal().seal(KeptAnswer.of(answer, json).stored()));
        return answer;
    }

    private static Optional<Claim> claim() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request == null
                ? Optional.empty()
                : Optional.ofNullable((Claim) request.getAttribute(Claim.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }
}
