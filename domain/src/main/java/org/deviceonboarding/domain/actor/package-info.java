/** Who did something, how they proved it, and from where. */
@NullMarked
package org.deviceonboarding.domain.actor;

import org.jspecify.annotations.NullMarked;
