/** Questions to a user at a terminal. */
@NullMarked
package org.deviceonboarding.cli.terminal;

import org.jspecify.annotations.NullMarked;
