/** Mosquitto as a broker: its program, its configuration, its plugin, and the connection to it. No other package knows it. */
@NullMarked
package org.deviceonboarding.acl.mosquitto;

import org.jspecify.annotations.NullMarked;
