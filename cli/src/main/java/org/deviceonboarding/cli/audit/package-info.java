/** {@code onboard audit}: reads, exports and verifies the log, and shows the state at any time. */
@NullMarked
package org.deviceonboarding.cli.audit;

import org.jspecify.annotations.NullMarked;
