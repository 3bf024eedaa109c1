/** {@code onboard doctor}: checks the whole installation and names remedies. */
@NullMarked
package org.deviceonboarding.cli.doctor;

import org.jspecify.annotations.NullMarked;
