/** Connects bulk changes with the rest of the portal. */
@NullMarked
package org.deviceonboarding.portal.bulk;

import org.jspecify.annotations.NullMarked;
