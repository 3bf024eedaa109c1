/** The database: the operator's, or an embedded PostgreSQL that the portal starts and supervises. */
@NullMarked
package org.deviceonboarding.postgres;

import org.jspecify.annotations.NullMarked;
