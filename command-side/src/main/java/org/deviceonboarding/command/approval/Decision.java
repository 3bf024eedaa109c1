package org.deviceonboarding.command.approval;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a decision; all of it may be left out. */
record Decision(
        @Nullable
        @Pattern(
                regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                message = "must be at most 500 printable characters on one line")
        String comment) {
    static final Decision WITHOUT_WORDS = new Decision(null);
}
