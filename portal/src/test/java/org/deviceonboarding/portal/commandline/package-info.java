/** {@code onboard} against the real portal. */
@NullMarked
package org.deviceonboarding.portal.commandline;

import org.jspecify.annotations.NullMarked;
