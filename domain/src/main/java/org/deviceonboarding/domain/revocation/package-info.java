/** Which certificates are void or on hold, folded from the log. */
@NullMarked
package org.deviceonboarding.domain.revocation;

import org.jspecify.annotations.NullMarked;
