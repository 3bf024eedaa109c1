package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;

/** Publishes checkpoints to one destination. */
interface CheckpointPublisher {
    /** The name of the destination in metrics and in the server's log. */
    String name();

    /**
     * Publishes a checkpoint; the same one may be published again.
     *
     * @throws IOException if the checkpoint did not arrive within seconds
     */
    void publish(String note) throws IOException, InterruptedException;
}
