/** The one way from a command to the aggregate that decides it. */
@NullMarked
package org.deviceonboarding.log.command;

import org.jspecify.annotations.NullMarked;
