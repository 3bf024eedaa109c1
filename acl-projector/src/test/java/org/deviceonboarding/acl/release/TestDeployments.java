package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.deviceonboarding.acl.policy.DesiredState;
import org.jspecify.annotations.Nullable;

/** Deploys as the reconciler does, and nothing else. */
public final class TestDeployments {
    private final Deployer deployer;
    private @Nullable Deployment last;

    public TestDeployments(Deployer deployer) {
        this.deployer = deployer;
    }

    public ReleasePlan publish(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        try (FileChannel _ = deployer.lock(last)) {
            ReleasePlan plan = deployer.plan(desired, last);
            if (last == null || !plan.isDeployed(last)) {
                last = null;
                last = deployer.deploy(plan);
            }
            return plan;
        }
    }

    public Optional<ReleasePlan> rollBack(long notBefore) throws IOException, ReleaseRefused, InterruptedException {
        last = null;
        try (FileChannel _ = deployer.lock(null)) {
            Optional<ReleasePlan> plan = deployer.planRollBack(notBefore);
            if (plan.isPresent()) {
                Deployment _ = deployer.deploy(plan.get());
            }
            return plan;
        }
    }

    public void keep(ReleasePlan plan) {
        deployer.keep(plan.release());
    }

    public void restoreReserve() {
        deployer.restoreReserve();
    }
}
