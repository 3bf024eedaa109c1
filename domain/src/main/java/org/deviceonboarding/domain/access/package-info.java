/** Who may reach which topic, folded from the log. */
@NullMarked
package org.deviceonboarding.domain.access;

import org.jspecify.annotations.NullMarked;
