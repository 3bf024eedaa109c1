/** What was true at a moment of the past: the folds of today, over the log of then. */
@NullMarked
package org.deviceonboarding.query.asof;

import org.jspecify.annotations.NullMarked;
