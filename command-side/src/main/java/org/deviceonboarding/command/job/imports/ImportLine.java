package org.deviceonboarding.command.job.imports;

import java.util.Map;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.registration.RegisterRequest;
import org.deviceonboarding.domain.device.FoldedText;
import org.jspecify.annotations.Nullable;

/** One device of a list, as its line describes it. */
record ImportLine(
        @Nullable String name,
        @Nullable String type,
        @Nullable String location,
        @Nullable String firmware,
        @Nullable Map<String, String> labels,
        @Nullable String csr) {
    ImportLine {
        name = FoldedText.orNull(name);
    }

    /** As if the device were registered alone: the same rules hold. */
    @SuppressWarnings("NullAway") // as with a body: whether something is missing is for the rules to say
    RegisterRequest request(Instructions instructions) {
        return new RegisterRequest(
                name,
                type,
                location,
                firmware,
                labels,
                csr == null ? instructions.keyAlgorithm() : null,
                csr,
                instructions.validityDays());
    }
}
