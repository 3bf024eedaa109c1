package org.deviceonboarding.bench;

import java.util.Optional;

/** A certificate authority under load: the portal, or another one to compare it with. */
interface AuthorityUnderLoad extends AutoCloseable {
    /** A kind of request. */
    enum Operation {
        CSR("P-256 CSR"),
        EC_KEY("P-256 key made by the server"),
        RSA_KEY("RSA-2048 key made by the server"),
        REVOKE("revoke");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Requests of one kind.
     *
     * @param most how many can be sent
     */
    record Requests(Load.Request request, int most) {}

    String name();

    /**
     * Makes the bodies of requests, so that a measurement does not.
     *
     * @return nothing if the authority cannot do that
     */
    Optional<Requests> prepare(Operation operation, int most) throws Exception;

    /** Waits until what the requests caused is done. */
    void settle() throws Exception;

    /** What its processes and this one have used so far. */
    CpuTimes cpu();

    @Override
    void close();
}
