package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.ledger.NoteSigner;

/** Finds this process's key for checkpoints. */
public interface SigningKeys {
    /**
     * The existing key.
     *
     * @param origin the log's name
     * @return the key, or empty if this process has none
     */
    Optional<NoteSigner> find(String origin) throws IOException;

    /** The existing key, or else a new key, which is stored. */
    NoteSigner findOrMake(String origin) throws IOException;
}
