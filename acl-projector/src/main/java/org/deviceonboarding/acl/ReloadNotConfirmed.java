package org.deviceonboarding.acl;

import java.io.IOException;

/** The broker was told to read its files, and nothing shows that it did. */
final class ReloadNotConfirmed extends IOException {
    ReloadNotConfirmed(String message) {
        super(message);
    }
}
