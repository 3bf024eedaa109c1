/** Mosquitto brokers. */
@NullMarked
package org.deviceonboarding.testkit.mosquitto;

import org.jspecify.annotations.NullMarked;
