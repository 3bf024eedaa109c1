/** Somebody at a terminal: what they are asked, and whether they are there at all. */
@NullMarked
package org.deviceonboarding.cli.terminal;

import org.jspecify.annotations.NullMarked;
