/** What must hold before the application starts: its roles, its directory, and one clear line if it cannot. */
@NullMarked
package org.deviceonboarding.portal.start;

import org.jspecify.annotations.NullMarked;
