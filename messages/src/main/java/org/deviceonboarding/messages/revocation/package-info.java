/** Which certificates are void, folded from the log. */
@NullMarked
package org.deviceonboarding.messages.revocation;

import org.jspecify.annotations.NullMarked;
