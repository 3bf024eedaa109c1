package org.deviceonboarding.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import org.bouncycastle.operator.OperatorCreationException;
import tools.jackson.databind.JsonNode;

/**
 * The times of one revocation of a device with a live session, in nanoseconds from the answer to {@code POST /revoke}.
 *
 * @param ended when the session ended
 * @param refused when a new handshake with the device's certificate failed for the first time
 * @param receipt from the event to the end of the session, as the broker's receipt says
 */
record RevocationTiming(long ended, long refused, long receipt) {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A device that waits for its revocation. */
    record Candidate(String id, DeviceIdentity identity) {
        static Candidate register(Api api, String name, String chain)
                throws IOException, InterruptedException, GeneralSecurityException, OperatorCreationException {
            KeyPair key = CertificateRequests.newKey();
            JsonNode device = api.register(name, CertificateRequests.member(key));
            return new Candidate(
                    device.path("device_id").asString(),
                    new DeviceIdentity(key, device.path("certificate_pem").asString(), chain));
        }
    }

    static RevocationTiming of(Candidate device, Api api, int brokerPort)
            throws IOException, InterruptedException, GeneralSecurityException {
        BrokerProbe probe = new BrokerProbe(brokerPort, device.identity());
        if (!probe.isLetIn()) {
            throw new IOException("The broker refuses a device that is registered");
        }
        try (LiveSession session = LiveSession.open(device.identity(), device.id(), brokerPort)) {
            JsonNode answer = api.revoke(device.id());
            long answered = System.nanoTime();
            long refused = refusal(probe, answered);
            long ended = session.end(DEADLINE);
            if (probe.isLetIn()) {
                throw new IOException("The broker refused a revoked device once and let it in again");
            }
            long receipt = api.enforced(answer.path("position").asLong());
            return new RevocationTiming(Math.max(0, ended - answered), refused - answered, receipt * NANOS_PER_MILLI);
        }
    }

    private static long refusal(BrokerProbe probe, long since)
            throws IOException, InterruptedException, GeneralSecurityException {
        while (probe.isLetIn()) {
            if (System.nanoTime() - since > DEADLINE.toNanos()) {
                throw new IOException("The broker still lets a revoked device in after " + DEADLINE);
            }
            Thread.sleep(GLANCE); // Handshakes without a pause would be what is measured.
        }
        return System.nanoTime();
    }
}
