package org.deviceonboarding.command.job;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.access.revokedkey.RequestsUnderWay;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;

/** Stops imports and renewals when the key that asked for them is revoked; revocations go on. */
@Component
class JobsOfRevokedKeys implements RequestsUnderWay {
    private final Jobs jobs;
    private final RevokedKeys keys;
    private final CommandDispatcher commands;

    JobsOfRevokedKeys(Jobs jobs, RevokedKeys keys, CommandDispatcher commands) {
        this.jobs = jobs;
        this.keys = keys;
        this.commands = commands;
    }

    @Override
    public Set<String> stopThoseOfRevokedKeys() {
        Set<String> goOn = new TreeSet<>();
        for (Job job : jobs.running(EnumSet.allOf(BulkAction.class))) {
            if (keys.made(job.actor())) {
                if (job.givesAccess()) {
                    commands.send(new BulkCommand.Stop(job.id()), job.named(Actor.PORTAL));
                } else {
                    goOn.add("Revocation of many " + job.id());
                }
            }
        }
        return goOn;
    }
}
