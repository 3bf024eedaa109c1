/** Reads that see one's own writes. */
@NullMarked
package org.deviceonboarding.query.consistency;

import org.jspecify.annotations.NullMarked;
