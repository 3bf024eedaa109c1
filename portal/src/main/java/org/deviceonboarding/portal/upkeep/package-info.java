/** Proofs of the projections' state, and their rebuilds: asked for over HTTP, done by whoever keeps the projection. */
@NullMarked
package org.deviceonboarding.portal.upkeep;

import org.jspecify.annotations.NullMarked;
