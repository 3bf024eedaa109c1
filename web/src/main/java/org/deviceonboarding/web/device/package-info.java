/** The page of a device. */
@NullMarked
package org.deviceonboarding.web.device;

import org.jspecify.annotations.NullMarked;
