/** Who calls, how that was proved, and what the roles are. */
@NullMarked
package org.deviceonboarding.access.caller;

import org.jspecify.annotations.NullMarked;
