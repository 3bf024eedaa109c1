/** Sealed credentials while they wait on the server. */
@NullMarked
package org.deviceonboarding.command.bundle;

import org.jspecify.annotations.NullMarked;
