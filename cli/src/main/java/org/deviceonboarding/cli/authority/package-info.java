/** {@code onboard crl} and {@code onboard ca}: what the CA publishes. */
@NullMarked
package org.deviceonboarding.cli.authority;

import org.jspecify.annotations.NullMarked;
