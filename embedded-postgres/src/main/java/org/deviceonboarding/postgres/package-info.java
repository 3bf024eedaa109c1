/** The database: the operator's, or an embedded one of our own. */
@NullMarked
package org.deviceonboarding.postgres;

import org.jspecify.annotations.NullMarked;
