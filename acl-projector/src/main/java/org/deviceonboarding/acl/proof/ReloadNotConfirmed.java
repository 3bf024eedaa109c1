package org.deviceonboarding.acl.proof;

import java.io.IOException;

/** The failure of a reload: the broker was told to read its files, and nothing shows that it did. */
public final class ReloadNotConfirmed extends IOException {
    public ReloadNotConfirmed(String message) {
        super(message);
    }
}
