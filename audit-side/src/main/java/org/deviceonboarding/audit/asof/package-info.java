/** What was true at a moment of the past: the folds of today, over the log of then. */
@NullMarked
package org.deviceonboarding.audit.asof;

import org.jspecify.annotations.NullMarked;
