package org.deviceonboarding.domain.acl;

/** A text is not an ACL file that we would write, byte for byte. */
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
