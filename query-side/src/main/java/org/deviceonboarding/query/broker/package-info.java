/** What each broker is known to enforce, kept by a projection of receipts, read by REST. */
@NullMarked
package org.deviceonboarding.query.broker;

import org.jspecify.annotations.NullMarked;
