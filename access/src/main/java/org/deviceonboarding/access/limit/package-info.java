/** How much one caller may do: requests a minute, wrong keys, refusals on record. */
@NullMarked
package org.deviceonboarding.access.limit;

import org.jspecify.annotations.NullMarked;
