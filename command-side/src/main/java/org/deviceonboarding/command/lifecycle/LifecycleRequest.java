package org.deviceonboarding.command.lifecycle;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a step in a device's life; all of it may be left out. */
record LifecycleRequest(
        @Nullable
        @Pattern(
                regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                message = "must be at most 500 printable characters on one line")
        String comment) {}
