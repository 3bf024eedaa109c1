package org.deviceonboarding.domain.acl;

/** Thrown when a text is not, byte for byte, an ACL file that the portal would write. */
public final class DamagedAclFile extends Exception {
    private final int line;

    DamagedAclFile(int line, String reason) {
        super("Line " + line + ": " + reason);
        this.line = line;
    }

    /** The line at fault, counted from 1. */
    public int line() {
        return line;
    }
}
