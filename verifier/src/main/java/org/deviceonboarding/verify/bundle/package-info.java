/**
 * The audit bundle, a file for offline verification: the log, checkpoints, the CA, CRLs, and the state that the server reported.
 */
@NullMarked
package org.deviceonboarding.verify.bundle;

import org.jspecify.annotations.NullMarked;
