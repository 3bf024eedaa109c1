/** What another template or another policy would do, or would have done. Nothing here changes anything. */
@NullMarked
package org.deviceonboarding.audit.inquiry.whatif;

import org.jspecify.annotations.NullMarked;
