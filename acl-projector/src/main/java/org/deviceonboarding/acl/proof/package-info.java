/** The proof that a broker enforces its files, seen from outside over MQTT. */
@NullMarked
package org.deviceonboarding.acl.proof;

import org.jspecify.annotations.NullMarked;
