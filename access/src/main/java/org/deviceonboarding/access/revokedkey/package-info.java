/** What happens to work under way when the key that asked for it is revoked. */
@NullMarked
package org.deviceonboarding.access.revokedkey;

import org.jspecify.annotations.NullMarked;
