/** A request that is sent again after its answer was lost is granted once and answered twice. */
@NullMarked
package org.deviceonboarding.access.idempotency;

import org.jspecify.annotations.NullMarked;
