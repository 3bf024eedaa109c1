/** Checks before the application starts: its roles, its folder, and one clear line if it cannot start. */
@NullMarked
package org.deviceonboarding.portal.start;

import org.jspecify.annotations.NullMarked;
