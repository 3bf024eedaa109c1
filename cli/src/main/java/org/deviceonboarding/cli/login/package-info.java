/** {@code onboard login}, {@code logout}, {@code whoami} and {@code profile}. */
@NullMarked
package org.deviceonboarding.cli.login;

import org.jspecify.annotations.NullMarked;
