/** Work that goes on beside requests, each on a thread of its own. */
@NullMarked
package org.deviceonboarding.log.lease;

import org.jspecify.annotations.NullMarked;
