/** {@code onboard crl} and {@code onboard ca}: what everybody may know of the CA. */
@NullMarked
package org.deviceonboarding.cli.authority;

import org.jspecify.annotations.NullMarked;
