package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.deviceonboarding.audit.ledger.publish.AtomicFile;
import org.deviceonboarding.ledger.SignedNote;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.stereotype.Component;

/** Stores the newest checkpoint that this process has seen, in a file outside the database. */
@Component
class LastSeenCheckpoint {
    private final AtomicFile file;
    private final SelfCheck check;
    private final Checkpoints checkpoints;

    LastSeenCheckpoint(LedgerProperties properties, SelfCheck check, Checkpoints checkpoints) {
        this.file = new AtomicFile(properties.lastSeen());
        this.check = check;
        this.checkpoints = checkpoints;
    }

    Path path() {
        return file.path();
    }

    /** @throws Tampering if the tree or the newest checkpoint in the database does not continue the stored one */
    void require(VerifierKey log) throws IOException {
        Optional<String> note = read();
        if (note.isPresent()) {
            String place = path().toString();
            TreeHead seen = StoredCheckpoint.open(note.get(), log, place);
            check.goesOnFrom(seen, place);
            // Looked up after the file: another process may have written it, but only after it was stored.
            long newest = checkpoints.newest().map(StoredCheckpoint::size).orElse(0L);
            if (newest < seen.size()) {
                throw new Tampering(
                        "The checkpoint of size " + seen.size() + " in " + place + " is gone from the database");
            }
        }
    }

    /** @return the note, or empty before the first checkpoint */
    Optional<String> read() throws IOException {
        try {
            if (Files.size(file.path()) > SignedNote.MAX_BYTES) {
                throw new Tampering(file.path() + " is no checkpoint");
            }
            return Optional.of(Files.readString(file.path()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void keep(String note) throws IOException {
        file.write(note);
    }
}
