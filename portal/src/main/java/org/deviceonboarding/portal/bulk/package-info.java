/** What the command side needs from the rest of the portal to change many devices. */
@NullMarked
package org.deviceonboarding.portal.bulk;

import org.jspecify.annotations.NullMarked;
