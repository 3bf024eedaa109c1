/** Who asked, carried to where the work is done later. */
@NullMarked
package org.deviceonboarding.command.origin;

import org.jspecify.annotations.NullMarked;
