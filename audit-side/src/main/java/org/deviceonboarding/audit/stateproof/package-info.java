/** Proves that the live state is what a replay of the log gives: requests for proofs, and the check of brokers' ACL files. */
@NullMarked
package org.deviceonboarding.audit.stateproof;

import org.jspecify.annotations.NullMarked;
