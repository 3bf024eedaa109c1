/** The key that signs the ledger's checkpoints, which is not the CA's. */
@NullMarked
package org.deviceonboarding.audit.ledger.keyfile;

import org.jspecify.annotations.NullMarked;
