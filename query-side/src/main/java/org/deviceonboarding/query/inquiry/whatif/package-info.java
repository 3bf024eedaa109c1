/** What another template or another policy would do, or would have done. Nothing here changes anything. */
@NullMarked
package org.deviceonboarding.query.inquiry.whatif;

import org.jspecify.annotations.NullMarked;
