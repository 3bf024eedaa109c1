/** Keys, certificate requests and certificates that OpenSSL makes. */
@NullMarked
package org.deviceonboarding.testkit.pki;

import org.jspecify.annotations.NullMarked;
