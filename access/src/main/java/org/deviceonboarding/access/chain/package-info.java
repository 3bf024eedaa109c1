/** Who calls, and what they may do. */
@NullMarked
package org.deviceonboarding.access.chain;

import org.jspecify.annotations.NullMarked;
