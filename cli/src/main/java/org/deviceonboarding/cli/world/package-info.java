/** What comes from outside of any command: the time, and luck. */
@NullMarked
package org.deviceonboarding.cli.world;

import org.jspecify.annotations.NullMarked;
