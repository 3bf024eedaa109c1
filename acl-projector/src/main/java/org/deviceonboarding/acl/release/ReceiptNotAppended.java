package org.deviceonboarding.acl.release;

import java.io.IOException;

/** Says that a receipt could not be appended to the log. */
final class ReceiptNotAppended extends IOException {
    ReceiptNotAppended(RuntimeException cause) {
        super("The receipt could not be put on record: " + cause, cause);
    }
}
