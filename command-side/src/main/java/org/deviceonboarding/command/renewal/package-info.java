/** POST /renew. */
@NullMarked
package org.deviceonboarding.command.renewal;

import org.jspecify.annotations.NullMarked;
