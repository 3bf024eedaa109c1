/** {@code onboard import}, {@code imports} and {@code bulk}: jobs, which the portal works on in the background. */
@NullMarked
package org.deviceonboarding.cli.job;

import org.jspecify.annotations.NullMarked;
