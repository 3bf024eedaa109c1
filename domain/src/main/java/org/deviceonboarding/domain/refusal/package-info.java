/** How the domain says no. */
@NullMarked
package org.deviceonboarding.domain.refusal;

import org.jspecify.annotations.NullMarked;
