/** Lists by the page. */
@NullMarked
package org.deviceonboarding.query.paging;

import org.jspecify.annotations.NullMarked;
