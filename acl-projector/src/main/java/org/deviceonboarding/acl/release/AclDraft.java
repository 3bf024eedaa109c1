package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.deviceonboarding.acl.folder.StagedFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An ACL file that is written beside the one in force before its release is complete. For one thread. */
final class AclDraft {
    private static final Logger log = LoggerFactory.getLogger(AclDraft.class);

    private final Path target;
    private @Nullable StagedFile file;
    private String text = "";

    AclDraft(Path target) {
        this.target = target;
    }

    /** Writes the draft. Returns whether the disk took it; if not, that is dealt with when the release is written. */
    boolean write(String acl) throws ClosedByInterruptException {
        try {
            file = StagedFile.write(target, acl);
            text = acl;
            return true;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            log.debug("The ACL could not be written ahead: {}", e.toString());
            return false;
        }
    }

    /** Discards the draft, unless it has that text. */
    void keepOnly(String acl) {
        if (!text.equals(acl)) {
            discard();
        }
    }

    /** Hands the file over if it has that text; otherwise returns null, and there is no draft any more. */
    @Nullable
    StagedFile take(String acl) {
        keepOnly(acl);
        StagedFile taken = file;
        file = null;
        return taken;
    }

    void discard() {
        StagedFile left = file;
        file = null;
        text = "";
        if (left != null) {
            try {
                left.discard();
            } catch (IOException e) {
                log.debug("{} is left behind: {}", left.path(), e.toString());
            }
        }
    }
}
