/** Who may call what, and the HTTP edge: problems, strict JSON, paging, idempotency, OpenAPI. */
@NullMarked
package org.deviceonboarding.access;

import org.jspecify.annotations.NullMarked;
