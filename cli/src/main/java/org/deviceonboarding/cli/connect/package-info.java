/** {@code onboard device connect}: acts as a device, to test the broker. */
@NullMarked
package org.deviceonboarding.cli.connect;

import org.jspecify.annotations.NullMarked;
