/** {@code onboard audit}: what happened, what was in force, and whether anybody rewrote it. */
@NullMarked
package org.deviceonboarding.cli.audit;

import org.jspecify.annotations.NullMarked;
