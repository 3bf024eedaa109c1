package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.acl.policy.DesiredState;

/** Deploys as the reconciler does, and nothing else. */
public final class TestDeployments {
    private final Deployer deployer;
    private final Rollout rollout;

    public TestDeployments(Deployer deployer) {
        this.deployer = deployer;
        this.rollout = new Rollout(deployer);
    }

    public ReleasePlan publish(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        return rollout.deliver(desired).plan();
    }

    Optional<Deployment> rollBack(long notBefore) throws IOException, ReleaseRefused, InterruptedException {
        return rollout.rollBack(notBefore);
    }

    void keep(ReleasePlan plan) {
        deployer.keep(plan.release());
    }

    void forget() {
        rollout.untold();
        deployer.forget();
    }

    void restoreReserve() {
        deployer.restoreReserve();
    }
}
