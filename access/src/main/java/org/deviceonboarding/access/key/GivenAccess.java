package org.deviceonboarding.access.key;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.NewEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Refuses every event that gives access and was asked for by a revoked key. Revocations of keys take turns with all that is
 * appended, so what is committed after one has seen it.
 */
@Component
@Profile("command")
class GivenAccess implements AppendRule {
    private final RevokedKeys keys;

    GivenAccess(RevokedKeys keys) {
        this.keys = keys;
    }

    @Override
    public void apply(List<NewEvent> events) {
        Set<String> valid = new HashSet<>(); // nobody can be revoked while this transaction has its turn
        for (NewEvent event : events) {
            if (AccessGiving.gives(event.event())) {
                Actor actor = event.actor();
                actor.key().filter(valid::add).ifPresent(_ -> requireValid(actor));
            }
        }
    }

    private void requireValid(Actor actor) {
        if (keys.made(actor)) {
            // Whoever approves it may do so; it is what they approve that is over.
            boolean approved = actor.facts().containsKey(Fact.APPROVED_BY);
            throw new Refused(
                    approved ? RefusalCode.CONFLICT : RefusalCode.FORBIDDEN, "The key that asked for this is revoked");
        }
    }
}
