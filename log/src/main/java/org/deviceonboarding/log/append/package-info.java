/** How a process hears that the log has grown, whichever process appended. */
@NullMarked
package org.deviceonboarding.log.append;

import org.jspecify.annotations.NullMarked;
