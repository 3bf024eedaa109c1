package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;

/** One place that checkpoints go to. */
interface CheckpointPublisher {
    /** In metrics and in the server's log. */
    String name();

    /**
     * Brings a checkpoint there, again if need be.
     *
     * @throws IOException if it did not arrive, within seconds
     */
    void publish(String note) throws IOException, InterruptedException;
}
