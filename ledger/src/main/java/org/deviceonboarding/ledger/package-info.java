/**
 * The log as a tree of hashes (RFC 9162), its proofs, and its signed checkpoints (c2sp.org/tlog-checkpoint). For the server,
 * and for whoever would check the server without trusting it: nothing here knows either.
 */
@NullMarked
package org.deviceonboarding.ledger;

import org.jspecify.annotations.NullMarked;
