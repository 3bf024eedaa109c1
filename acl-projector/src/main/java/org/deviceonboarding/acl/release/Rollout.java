package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.deviceonboarding.acl.policy.DesiredState;
import org.jspecify.annotations.Nullable;

/**
 * Deploys releases while no other process may, and remembers which one the broker was told to read. For one thread.
 */
final class Rollout {
    private final Deployer deployer;
    // Null until the broker surely read what is in the folder: a process before us may have died between the two.
    private @Nullable Deployment told;

    Rollout(Deployer deployer) {
        this.deployer = deployer;
    }

    /**
     * A release that has to be in force now.
     *
     * @param deployment the newest time that the broker was told to read it
     */
    record Delivery(ReleasePlan plan, Deployment deployment) {}

    /** Deploys the release that the log asks for, unless the broker was told to read it. */
    Delivery deliver(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        try (FileChannel _ = deployer.lock(told)) {
            ReleasePlan plan = deployer.plan(desired, told);
            Deployment current = told;
            if (current == null || !plan.isDeployed(current)) {
                untold(); // Whatever goes wrong on the way.
                current = deployer.deploy(plan);
                told = current;
            }
            return new Delivery(plan, current);
        }
    }

    /**
     * Deploys the last known good release; empty if there is none. The broker is told of the next release in any case.
     *
     * @param notBefore position of the policy that the newest receipt says is in force
     */
    Optional<Deployment> rollBack(long notBefore) throws IOException, ReleaseRefused, InterruptedException {
        untold();
        try (FileChannel _ = deployer.lock(null)) {
            Optional<ReleasePlan> plan = deployer.planRollBack(notBefore);
            return plan.isEmpty() ? Optional.empty() : Optional.of(deployer.deploy(plan.get()));
        }
    }

    /** The broker was seen to have read the files. */
    void confirmed() {
        told = told == null ? null : told.confirmed();
    }

    /** The broker has to be told again, even if the folder has all of it. */
    void untold() {
        told = null;
    }
}
