/** What all projections of this side have in common. */
@NullMarked
package org.deviceonboarding.query.projection;

import org.jspecify.annotations.NullMarked;
