/** The commands of a device, and the values that they carry. */
@NullMarked
package org.deviceonboarding.domain.command;

import org.jspecify.annotations.NullMarked;
