/** Whose certificates the portal believes when it calls others. */
@NullMarked
package org.deviceonboarding.access.trust;

import org.jspecify.annotations.NullMarked;
