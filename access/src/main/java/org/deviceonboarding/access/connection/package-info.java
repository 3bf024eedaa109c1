/** Limits of the connections to a port. */
@NullMarked
package org.deviceonboarding.access.connection;

import org.jspecify.annotations.NullMarked;
