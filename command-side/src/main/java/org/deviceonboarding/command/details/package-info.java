/** PATCH /device: what is said of a device. */
@NullMarked
package org.deviceonboarding.command.details;

import org.jspecify.annotations.NullMarked;
