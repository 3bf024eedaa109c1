/** Folds revocations into the entries of a CRL, and signs, stores and serves the CRL. */
@NullMarked
package org.deviceonboarding.crl;

import org.jspecify.annotations.NullMarked;
