/** Limits: requests a minute, wrong credentials, refusals in the log. */
@NullMarked
package org.deviceonboarding.access.limit;

import org.jspecify.annotations.NullMarked;
