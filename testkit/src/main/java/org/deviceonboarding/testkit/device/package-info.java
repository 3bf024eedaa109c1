/** A device, and the credentials that it is given. */
@NullMarked
package org.deviceonboarding.testkit.device;

import org.jspecify.annotations.NullMarked;
