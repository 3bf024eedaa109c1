/** The page that registers a device. */
@NullMarked
package org.deviceonboarding.web.register;

import org.jspecify.annotations.NullMarked;
