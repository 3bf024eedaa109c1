/**
 * The log as a tree of hashes (RFC 9162), with proofs and signed checkpoints (c2sp.org/tlog-checkpoint). Both the server and
 * those who check the server use this package.
 */
@NullMarked
package org.deviceonboarding.ledger;

import org.jspecify.annotations.NullMarked;
