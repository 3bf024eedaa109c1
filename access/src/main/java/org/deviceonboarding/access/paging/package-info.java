/** Paging of lists. */
@NullMarked
package org.deviceonboarding.access.paging;

import org.jspecify.annotations.NullMarked;
