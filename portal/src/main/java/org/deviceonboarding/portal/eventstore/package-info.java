/** The log in PostgreSQL: one total order, readable JSON, readers that wake at once. */
@NullMarked
package org.deviceonboarding.portal.eventstore;

import org.jspecify.annotations.NullMarked;
