/** Events of the log on pages. */
@NullMarked
package org.deviceonboarding.web.event;

import org.jspecify.annotations.NullMarked;
