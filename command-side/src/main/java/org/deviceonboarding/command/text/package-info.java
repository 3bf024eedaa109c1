/** Text that people typed: what may be in it, and what looks like it. */
@NullMarked
package org.deviceonboarding.command.text;

import org.jspecify.annotations.NullMarked;
