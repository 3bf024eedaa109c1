/** The end of sessions, and the purge of messages, that a broker keeps for devices without access. */
@NullMarked
package org.deviceonboarding.acl.cleanup;

import org.jspecify.annotations.NullMarked;
