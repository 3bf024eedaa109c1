/** PATCH /device: changes a device's details. */
@NullMarked
package org.deviceonboarding.command.details;

import org.jspecify.annotations.NullMarked;
