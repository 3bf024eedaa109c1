/** The ledger: a Merkle tree that grows with the log, and its signed checkpoints (docs/adr/0014, docs/adr/0015). */
@NullMarked
package org.deviceonboarding.audit.ledger;

import org.jspecify.annotations.NullMarked;
