/** POST /revoke. */
@NullMarked
package org.deviceonboarding.command.revocation;

import org.jspecify.annotations.NullMarked;
