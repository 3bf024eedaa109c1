package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;

/** A file that others may read: of a web server, or one that is copied away. */
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
