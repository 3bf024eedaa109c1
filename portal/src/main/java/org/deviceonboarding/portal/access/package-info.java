/** Who calls, and what they may do. */
@NullMarked
package org.deviceonboarding.portal.access;

import org.jspecify.annotations.NullMarked;
