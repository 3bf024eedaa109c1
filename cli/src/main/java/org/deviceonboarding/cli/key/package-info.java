/** {@code onboard keys}: manages the portal's API keys. */
@NullMarked
package org.deviceonboarding.cli.key;

import org.jspecify.annotations.NullMarked;
