/** The checked values that devices and their events are made of. */
@NullMarked
package org.deviceonboarding.domain.device;

import org.jspecify.annotations.NullMarked;
