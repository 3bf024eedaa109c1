/** What operators see of a broker: health, metrics, and how far the log was read. */
@NullMarked
package org.deviceonboarding.acl.health;

import org.jspecify.annotations.NullMarked;
