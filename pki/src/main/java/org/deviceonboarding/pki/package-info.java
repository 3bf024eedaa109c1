/** The PKI: keys, certificate profiles, issuing and CRLs. Only this package uses Bouncy Castle. */
@NullMarked
package org.deviceonboarding.pki;

import org.jspecify.annotations.NullMarked;
