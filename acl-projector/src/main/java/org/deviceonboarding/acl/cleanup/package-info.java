/** Clean-up at the broker: the end of sessions and the purge of messages of devices without access. */
@NullMarked
package org.deviceonboarding.acl.cleanup;

import org.jspecify.annotations.NullMarked;
