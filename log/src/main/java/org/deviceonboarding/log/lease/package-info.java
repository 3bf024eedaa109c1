/** Work beside requests, each kind on a thread of its own. */
@NullMarked
package org.deviceonboarding.log.lease;

import org.jspecify.annotations.NullMarked;
