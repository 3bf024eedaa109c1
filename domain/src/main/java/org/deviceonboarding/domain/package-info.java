/** The language every side speaks: events, ids, refusals, and the pure folds over them. */
@NullMarked
package org.deviceonboarding.domain;

import org.jspecify.annotations.NullMarked;
