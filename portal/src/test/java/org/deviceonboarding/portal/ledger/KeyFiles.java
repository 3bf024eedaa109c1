package org.deviceonboarding.portal.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.deviceonboarding.query.ledger.SigningKeys;

/** Keys as a process has them. */
public final class KeyFiles {
    private KeyFiles() {}

    public static SigningKeys at(Path file) {
        return new LedgerKeyFile(file, new SecureRandom()).opened();
    }
}
