/** The log, as its rows are stored. */
@NullMarked
package org.deviceonboarding.query.log;

import org.jspecify.annotations.NullMarked;
