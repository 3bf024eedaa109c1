package org.deviceonboarding.command.approval;

import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.command.text.Plain;
import org.deviceonboarding.domain.device.FoldedText;
import org.jspecify.annotations.Nullable;

/** The body of a decision; all of it may be left out. */
record Decision(
        @Nullable @Pattern(regexp = FoldedText.COMMENT, message = FoldedText.COMMENT_RULE) @Plain(FoldedText.COMMENT)
        String comment) {
    Decision {
        comment = FoldedText.orNull(comment);
    }

    static final Decision WITHOUT_WORDS = new Decision(null);
}
