/** Shows administrators the read models' positions, and requests rebuilds, which the processes that keep the read models do. */
@NullMarked
package org.deviceonboarding.audit.projection;

import org.jspecify.annotations.NullMarked;
