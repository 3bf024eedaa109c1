/** Keys, checked certificate profiles, issuing and CRLs. Bouncy Castle stays inside. */
@NullMarked
package org.deviceonboarding.pki;

import org.jspecify.annotations.NullMarked;
