/** {@code onboard approvals}: what waits for a second pair of eyes. */
@NullMarked
package org.deviceonboarding.cli.approval;

import org.jspecify.annotations.NullMarked;
