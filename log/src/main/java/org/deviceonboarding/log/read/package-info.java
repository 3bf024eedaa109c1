/** The log, as its rows are stored. */
@NullMarked
package org.deviceonboarding.log.read;

import org.jspecify.annotations.NullMarked;
