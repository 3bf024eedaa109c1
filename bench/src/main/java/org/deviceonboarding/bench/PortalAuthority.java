package org.deviceonboarding.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The portal, with all roles and its Mosquitto. */
record PortalAuthority(PortalInstallation portal, Workload workload) implements AuthorityUnderLoad {
    static PortalAuthority start(Workspace workspace) throws IOException, InterruptedException {
        PortalInstallation portal = workspace.started(workspace.plain());
        return new PortalAuthority(portal, new Workload(portal.api()));
    }

    @Override
    public String name() {
        return "portal";
    }

    @Override
    public Optional<Requests> prepare(Operation operation, int most) throws Exception {
        return Optional.of(
                switch (operation) {
                    case CSR -> new Requests(workload.registering(CertificateRequests.make(most)), most);
                    case EC_KEY -> new Requests(workload.registering(List.of(Workload.EC_P256)), most);
                    case RSA_KEY -> new Requests(workload.registering(List.of(Workload.RSA_2048)), most);
                    case REVOKE -> new Requests(workload.revoking(), Math.min(most, workload.revocable()));
                });
    }

    @Override
    public void settle() throws IOException, InterruptedException {
        portal.api().settle();
    }

    @Override
    public CpuTimes cpu() {
        return CpuTimes.of(portal);
    }

    @Override
    public void close() {
        portal.close();
    }
}
