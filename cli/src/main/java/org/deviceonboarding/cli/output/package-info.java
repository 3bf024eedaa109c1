/** The output of commands, for people and for programs. */
@NullMarked
package org.deviceonboarding.cli.output;

import org.jspecify.annotations.NullMarked;
