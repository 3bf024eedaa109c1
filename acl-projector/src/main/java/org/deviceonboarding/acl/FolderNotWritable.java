package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** What the log asks for could not be brought into the broker's folder. */
final class FolderNotWritable extends IOException {
    private final long inForce;

    /** @param inForce position of the policy that is there, or -1 */
    FolderNotWritable(BrokerFolder folder, long inForce, IOException cause) {
        super(
                "The broker's folder cannot be written: " + reason(cause) + "; " + folder.dir() + " has "
                        + DiskReserve.free(folder) + " bytes free",
                cause);
        this.inForce = inForce;
    }

    private FolderNotWritable(String message, long inForce, Throwable cause) {
        super(message, cause);
        this.inForce = inForce;
    }

    /** The same, and what is done about it. */
    FolderNotWritable but(String done) {
        return new FolderNotWritable(getMessage() + ". " + done, inForce, this);
    }

    long inForce() {
        return inForce;
    }

    static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}
