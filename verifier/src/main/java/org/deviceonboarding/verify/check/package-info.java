/** Verifies a bundle without a server, and locates each finding in the log. */
@NullMarked
package org.deviceonboarding.verify.check;

import org.jspecify.annotations.NullMarked;
