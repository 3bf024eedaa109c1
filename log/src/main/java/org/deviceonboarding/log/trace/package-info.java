/** Traces of a request's way through the processes, for those that export them. */
@NullMarked
package org.deviceonboarding.log.trace;

import org.jspecify.annotations.NullMarked;
