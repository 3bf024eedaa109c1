/** The device model: the state of each device, folded from its events. */
@NullMarked
package org.deviceonboarding.domain.fleet;

import org.jspecify.annotations.NullMarked;
