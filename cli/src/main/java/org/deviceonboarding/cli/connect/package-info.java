/** {@code onboard device connect}: a device, run from here. */
@NullMarked
package org.deviceonboarding.cli.connect;

import org.jspecify.annotations.NullMarked;
