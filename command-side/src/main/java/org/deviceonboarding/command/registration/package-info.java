/** POST /register. */
@NullMarked
package org.deviceonboarding.command.registration;

import org.jspecify.annotations.NullMarked;
