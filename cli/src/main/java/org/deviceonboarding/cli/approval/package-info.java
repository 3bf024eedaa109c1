/** {@code onboard approvals}: requests that wait for a second person. */
@NullMarked
package org.deviceonboarding.cli.approval;

import org.jspecify.annotations.NullMarked;
