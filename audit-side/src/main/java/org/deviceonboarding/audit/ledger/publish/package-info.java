/** Takes checkpoints to places that the server and its database have no power over. */
@NullMarked
package org.deviceonboarding.audit.ledger.publish;

import org.jspecify.annotations.NullMarked;
