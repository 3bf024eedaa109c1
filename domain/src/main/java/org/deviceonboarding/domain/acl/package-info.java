/** The text of {@code mosquitto.acl}: the access policy in Mosquitto's own grammar, written and strictly read back. */
@NullMarked
package org.deviceonboarding.domain.acl;

import org.jspecify.annotations.NullMarked;
