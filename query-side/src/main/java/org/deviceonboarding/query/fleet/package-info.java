/** The device model: one row per device, kept by a projection, read by REST. */
@NullMarked
package org.deviceonboarding.query.fleet;

import org.jspecify.annotations.NullMarked;
