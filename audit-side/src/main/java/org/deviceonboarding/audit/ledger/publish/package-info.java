/** Publishes checkpoints to destinations outside the server and its database. */
@NullMarked
package org.deviceonboarding.audit.ledger.publish;

import org.jspecify.annotations.NullMarked;
