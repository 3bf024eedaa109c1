package org.deviceonboarding.audit.ledger.keyfile;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.deviceonboarding.audit.ledger.SigningKeys;

/** Keys as a process has them. */
public final class KeyFiles {
    private KeyFiles() {}

    public static SigningKeys at(Path file) {
        return new LedgerKeyFile(file, new SecureRandom()).opened();
    }
}
