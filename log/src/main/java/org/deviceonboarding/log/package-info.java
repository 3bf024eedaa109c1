/** The log: the only code that knows how events are stored, read and folded into tables. */
@NullMarked
package org.deviceonboarding.log;

import org.jspecify.annotations.NullMarked;
