/** What somebody touched who was in the wrong hands for a while. */
@NullMarked
package org.deviceonboarding.audit.inquiry.blast;

import org.jspecify.annotations.NullMarked;
