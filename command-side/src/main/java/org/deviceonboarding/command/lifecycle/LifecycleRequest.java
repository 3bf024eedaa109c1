package org.deviceonboarding.command.lifecycle;

import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.command.text.Plain;
import org.deviceonboarding.domain.device.FoldedText;
import org.jspecify.annotations.Nullable;

/** The body of a suspension, a resumption or a decommissioning; all of it may be left out. */
record LifecycleRequest(
        @Nullable @Pattern(regexp = FoldedText.COMMENT, message = FoldedText.COMMENT_RULE) @Plain(FoldedText.COMMENT)
        String comment) {
    LifecycleRequest {
        comment = FoldedText.orNull(comment);
    }
}
