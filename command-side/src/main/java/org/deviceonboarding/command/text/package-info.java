/** Checks of text that people typed, and lookalike names. */
@NullMarked
package org.deviceonboarding.command.text;

import org.jspecify.annotations.NullMarked;
