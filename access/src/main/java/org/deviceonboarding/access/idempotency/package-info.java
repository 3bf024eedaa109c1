/** Idempotency: a request that is repeated with the same key is carried out once and gets the same answer. */
@NullMarked
package org.deviceonboarding.access.idempotency;

import org.jspecify.annotations.NullMarked;
