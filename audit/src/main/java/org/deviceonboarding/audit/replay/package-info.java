/** The folds over the whole log, for views of the past and for proofs. */
@NullMarked
package org.deviceonboarding.audit.replay;

import org.jspecify.annotations.NullMarked;
