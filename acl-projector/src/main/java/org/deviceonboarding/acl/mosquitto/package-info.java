/**
 * Mosquitto as a broker: its program, configuration and plugin, and the connection to it. No other package depends on Mosquitto.
 */
@NullMarked
package org.deviceonboarding.acl.mosquitto;

import org.jspecify.annotations.NullMarked;
