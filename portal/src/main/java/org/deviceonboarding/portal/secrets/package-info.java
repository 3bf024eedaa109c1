/** The key that everything we must keep secret is derived from. */
@NullMarked
package org.deviceonboarding.portal.secrets;

import org.jspecify.annotations.NullMarked;
