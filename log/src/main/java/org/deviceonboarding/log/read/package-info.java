/** Reads the log: its head, ranges of it, entries by a filter, and the history of an aggregate. */
@NullMarked
package org.deviceonboarding.log.read;

import org.jspecify.annotations.NullMarked;
