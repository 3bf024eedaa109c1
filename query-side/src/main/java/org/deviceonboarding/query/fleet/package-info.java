/** The read model of devices: lists, counts and renewals. */
@NullMarked
package org.deviceonboarding.query.fleet;

import org.jspecify.annotations.NullMarked;
