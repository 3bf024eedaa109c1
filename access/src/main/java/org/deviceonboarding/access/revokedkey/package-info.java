/** What is still under way when the key by which it was asked for is revoked. */
@NullMarked
package org.deviceonboarding.access.revokedkey;

import org.jspecify.annotations.NullMarked;
