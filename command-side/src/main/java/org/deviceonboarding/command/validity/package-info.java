/** Finds certificates whose end is near or has come, and has it said in the log. */
@NullMarked
package org.deviceonboarding.command.validity;

import org.jspecify.annotations.NullMarked;
