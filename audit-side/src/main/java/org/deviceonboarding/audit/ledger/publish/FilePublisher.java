package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;

/** Writes checkpoints to a file that others read, such as a web server. */
record FilePublisher(AtomicFile file) implements CheckpointPublisher {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public void publish(String note) throws IOException {
        file.write(note);
    }
}
