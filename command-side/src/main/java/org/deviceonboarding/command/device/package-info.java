/** The device aggregate, its commands, and the register of device names. */
@NullMarked
package org.deviceonboarding.command.device;

import org.jspecify.annotations.NullMarked;
