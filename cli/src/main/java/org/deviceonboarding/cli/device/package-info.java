/** Devices from registration to their end. */
@NullMarked
package org.deviceonboarding.cli.device;

import org.jspecify.annotations.NullMarked;
