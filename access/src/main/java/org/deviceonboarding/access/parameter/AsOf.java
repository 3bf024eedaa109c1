package org.deviceonboarding.access.parameter;

import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Parameters that name a moment: by its time, by a position of the log, or not at all, which means now. */
public interface AsOf extends ParameterRules {
    String AT = "A moment; or give a `position`";
    String POSITION = "A position of the log";

    @Nullable
    Instant at();

    @Nullable
    Long position();

    @Override
    default void check(BiConsumer<String, String> faults) {
        if (at() != null && position() != null) {
            faults.accept("position", "cannot be given together with a time");
        }
    }
}
