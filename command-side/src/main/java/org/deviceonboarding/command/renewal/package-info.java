/** POST /renew, of operators and of devices themselves. */
@NullMarked
package org.deviceonboarding.command.renewal;

import org.jspecify.annotations.NullMarked;
