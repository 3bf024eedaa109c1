/** Proofs that read models are what the log says, and building them again beside those in use. */
@NullMarked
package org.deviceonboarding.log.upkeep;

import org.jspecify.annotations.NullMarked;
