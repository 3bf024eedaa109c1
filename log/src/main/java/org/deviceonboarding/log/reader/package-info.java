/** Readers that follow the log: one parse for each process, a position for each reader. */
@NullMarked
package org.deviceonboarding.log.reader;

import org.jspecify.annotations.NullMarked;
