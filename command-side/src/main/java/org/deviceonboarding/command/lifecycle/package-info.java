/** POST /suspend, /resume and /decommission. */
@NullMarked
package org.deviceonboarding.command.lifecycle;

import org.jspecify.annotations.NullMarked;
