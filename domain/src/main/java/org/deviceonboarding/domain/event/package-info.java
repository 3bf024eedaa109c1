/** The events of the log, one sealed family. */
@NullMarked
package org.deviceonboarding.domain.event;

import org.jspecify.annotations.NullMarked;
