package org.deviceonboarding.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import tools.jackson.databind.JsonNode;

/** From the answer of {@code POST /revoke} to the first handshake that Mosquitto refuses. */
final class TimeToRefusal implements Section {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public List<Tool> needs() {
        return List.of(Tool.MOSQUITTO);
    }

    @Override
    public String measure(Workspace workspace, Extent extent) throws Exception {
        Table table = new Table(
                "From the answer to `POST /revoke` to the broker's refusal (first figures)",
                "devices",
                "samples",
                "median, ms",
                "p95",
                "largest");
        try (Portal portal = workspace.started(workspace.plain())) {
            row(table, portal, extent.samples(), "few");
            int fleet = 2 * extent.requests();
            Workload workload = new Workload(portal.api());
            new Load(8, Workload.LONG_ENOUGH, fleet).run(workload.registering(Requests.make(500)));
            portal.api().settle();
            Thread.sleep(extent.idle());
            row(table, portal, extent.samples(), Integer.toString(fleet));
        }
        return table.toString();
    }

    private static void row(Table table, Portal portal, int samples, String devices) throws Exception {
        Api api = portal.api();
        String chain = api.text("/ca/chain.pem");
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            nanos.add(sample(api, portal.brokerPort(), chain, "refused-" + devices + "-" + i));
        }
        Latencies latencies = new Latencies(nanos);
        table.row(devices, latencies.count(), latencies.median(), latencies.percentile(95), latencies.max());
    }

    private static long sample(Api api, int brokerPort, String chain, String name)
            throws IOException, InterruptedException, GeneralSecurityException, OperatorCreationException {
        KeyPair key = Requests.newKey();
        JsonNode device = api.register(name, Requests.member(key));
        BrokerProbe probe =
                new BrokerProbe(brokerPort, key, device.path("certificate_pem").asString(), chain);
        Thread.sleep(BETWEEN); // Its registration is not to be in the way of its revocation.
        if (!probe.isLetIn()) {
            throw new IOException("The broker refuses a device that was just registered");
        }
        api.revoke(device.path("device_id").asString());
        long answered = System.nanoTime();
        while (probe.isLetIn()) {
            if (System.nanoTime() - answered > DEADLINE.toNanos()) {
                throw new IOException("The broker still lets a revoked device in after " + DEADLINE);
            }
        }
        long refused = System.nanoTime() - answered;
        if (probe.isLetIn()) {
            throw new IOException("The broker refused a revoked device once and let it in again");
        }
        return refused;
    }
}
