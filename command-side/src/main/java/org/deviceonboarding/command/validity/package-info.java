/** Finds certificates whose end is near or has come, and records that in the log. */
@NullMarked
package org.deviceonboarding.command.validity;

import org.jspecify.annotations.NullMarked;
