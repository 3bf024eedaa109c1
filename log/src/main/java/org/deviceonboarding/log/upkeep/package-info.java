/** Proofs that read models agree with the log, and rebuilds beside the tables in use. */
@NullMarked
package org.deviceonboarding.log.upkeep;

import org.jspecify.annotations.NullMarked;
