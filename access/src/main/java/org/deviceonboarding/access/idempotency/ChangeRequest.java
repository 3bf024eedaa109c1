package org.deviceonboarding.access.idempotency;

import java.util.function.LongFunction;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.log.command.ChangeAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP request that changes something: who makes it, and the claim of its {@code Idempotency-Key} if it has one. */
public final class ChangeRequest {
    private final Actor actor;
    private final @Nullable IdempotencyClaim claim;
    private final IdempotencyTable claims;
    private final JsonMapper json;

    ChangeRequest(Actor actor, @Nullable IdempotencyClaim claim, IdempotencyTable claims, JsonMapper json) {
        this.actor = actor;
        this.claim = claim;
        this.claims = claims;
        this.json = json;
    }

    public Actor actor() {
        return actor;
    }

    /** The answer to this request. With a key it is stored, for whoever repeats the request. */
    public <T> ChangeAnswer<ResponseEntity<T>> answer(LongFunction<ResponseEntity<T>> answer) {
        return claim == null ? answer::apply : new StoredAnswer<>(claim, answer);
    }

    /** An answer that is stored in the transaction of its change: after a crash, either both are there or neither is. */
    private final class StoredAnswer<T> implements ChangeAnswer<ResponseEntity<T>> {
        private final IdempotencyClaim claim;
        private final LongFunction<ResponseEntity<T>> answer;

        StoredAnswer(IdempotencyClaim claim, LongFunction<ResponseEntity<T>> answer) {
            this.claim = claim;
            this.answer = answer;
        }

        @Override
        public ResponseEntity<T> at(long position) {
            ResponseEntity<T> given = answer.apply(position);
            claims.keep(claim, claim.seal().seal(KeptAnswer.of(given, json).stored()));
            return given;
        }

        @Override
        public boolean isStored() {
            return true;
        }
    }
}
