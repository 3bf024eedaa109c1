/** Views of the past: the current folds, applied to the log up to a moment. */
@NullMarked
package org.deviceonboarding.audit.asof;

import org.jspecify.annotations.NullMarked;
