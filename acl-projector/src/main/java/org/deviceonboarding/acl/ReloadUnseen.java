package org.deviceonboarding.acl;

import java.io.IOException;

/** The broker was told to read its files, and nothing shows that it did. */
final class ReloadUnseen extends IOException {
    ReloadUnseen(String message) {
        super(message);
    }
}
