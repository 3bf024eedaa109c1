/** {@code onboard broker}: what each broker enforces. */
@NullMarked
package org.deviceonboarding.cli.broker;

import org.jspecify.annotations.NullMarked;
