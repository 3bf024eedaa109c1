/** How the domain refuses a request. */
@NullMarked
package org.deviceonboarding.domain.refusal;

import org.jspecify.annotations.NullMarked;
