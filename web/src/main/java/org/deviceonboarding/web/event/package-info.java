/** How pages tell an event of the log. */
@NullMarked
package org.deviceonboarding.web.event;

import org.jspecify.annotations.NullMarked;
