/** From revocations in the log to a signed CRL, stored and served. */
@NullMarked
package org.deviceonboarding.crl;

import org.jspecify.annotations.NullMarked;
