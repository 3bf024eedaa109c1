/** Files that nobody else on the machine may read. */
@NullMarked
package org.deviceonboarding.access.secret;

import org.jspecify.annotations.NullMarked;
