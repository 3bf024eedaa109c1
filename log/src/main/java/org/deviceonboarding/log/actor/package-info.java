/** Who asked, carried to where the work is done later. */
@NullMarked
package org.deviceonboarding.log.actor;

import org.jspecify.annotations.NullMarked;
