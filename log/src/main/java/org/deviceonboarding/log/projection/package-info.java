/** Reads that see one's own writes. */
@NullMarked
package org.deviceonboarding.log.projection;

import org.jspecify.annotations.NullMarked;
