/** Which portal a command asks, and how: the same options everywhere. */
@NullMarked
package org.deviceonboarding.cli.server;

import org.jspecify.annotations.NullMarked;
