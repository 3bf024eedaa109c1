/** The commands for single devices, from registration to decommissioning. */
@NullMarked
package org.deviceonboarding.cli.device;

import org.jspecify.annotations.NullMarked;
