/** Lists by the page. */
@NullMarked
package org.deviceonboarding.access.paging;

import org.jspecify.annotations.NullMarked;
