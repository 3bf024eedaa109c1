/** The page of a device. */
@NullMarked
package org.deviceonboarding.query.web.device;

import org.jspecify.annotations.NullMarked;
