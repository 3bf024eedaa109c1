/** Which certificates are void or on hold, folded from the log. */
@NullMarked
package org.deviceonboarding.messages.revocation;

import org.jspecify.annotations.NullMarked;
