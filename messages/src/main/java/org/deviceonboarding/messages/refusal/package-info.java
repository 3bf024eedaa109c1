/** How the domain says no. */
@NullMarked
package org.deviceonboarding.messages.refusal;

import org.jspecify.annotations.NullMarked;
