package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** What the log asks for could not be brought into the broker's folder. */
final class NotWritten extends IOException {
    private final long inForce;

    /** @param inForce position of the policy that is there, or -1 */
    NotWritten(BrokerFolder folder, long inForce, IOException cause) {
        super(
                "The broker's folder cannot be written: " + reason(cause) + "; " + folder.dir() + " has "
                        + Reserve.free(folder) + " bytes free",
                cause);
        this.inForce = inForce;
    }

    private NotWritten(String message, long inForce, Throwable cause) {
        super(message, cause);
        this.inForce = inForce;
    }

    /** The same, and what is done about it. */
    NotWritten but(String done) {
        return new NotWritten(getMessage() + ". " + done, inForce, this);
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
