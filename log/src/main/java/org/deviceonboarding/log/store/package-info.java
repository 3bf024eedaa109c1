/** The log in PostgreSQL: one total order, readable JSON, readers that wake at once. */
@NullMarked
package org.deviceonboarding.log.store;

import org.jspecify.annotations.NullMarked;
