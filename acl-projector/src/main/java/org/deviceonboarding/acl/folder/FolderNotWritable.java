package org.deviceonboarding.acl.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says that the broker's folder could not be written, so that it does not have the desired files. */
public final class FolderNotWritable extends IOException {
    private final long inForce;

    /** @param inForce position of the policy in the folder, or -1 */
    public FolderNotWritable(BrokerFolder folder, long inForce, IOException cause) {
        super(
                "The broker's folder cannot be written: " + reason(cause) + "; " + folder.dir() + " has "
                        + folder.freeBytes() + " bytes free",
                cause);
        this.inForce = inForce;
    }

    private FolderNotWritable(String message, long inForce, Throwable cause) {
        super(message, cause);
        this.inForce = inForce;
    }

    /** Returns the same failure with what is done about it. */
    public FolderNotWritable but(String done) {
        return new FolderNotWritable(getMessage() + ". " + done, inForce, this);
    }

    public long inForce() {
        return inForce;
    }

    public static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}
