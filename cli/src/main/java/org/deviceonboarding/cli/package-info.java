/** {@code onboard}, the command line: a package for each group of commands. */
@NullMarked
package org.deviceonboarding.cli;

import org.jspecify.annotations.NullMarked;
