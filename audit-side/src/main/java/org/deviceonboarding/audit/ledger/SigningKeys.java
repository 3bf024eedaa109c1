package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.ledger.NoteSigner;

/** Where this process has its key for checkpoints, if it has one. */
public interface SigningKeys {
    /**
     * The key that is there.
     *
     * @param origin the name it signs under
     * @return nothing if there is none
     */
    Optional<NoteSigner> find(String origin) throws IOException;

    /** The key that is there or, if there is none, a new one, which is kept. */
    NoteSigner findOrMake(String origin) throws IOException;
}
