/** The processes that share the log, and which kinds of events each of them knows. */
@NullMarked
package org.deviceonboarding.log.process;

import org.jspecify.annotations.NullMarked;
