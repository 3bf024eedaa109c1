/** The page that registers a device. */
@NullMarked
package org.deviceonboarding.query.web.register;

import org.jspecify.annotations.NullMarked;
