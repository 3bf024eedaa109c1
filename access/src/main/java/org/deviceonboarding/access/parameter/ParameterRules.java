package org.deviceonboarding.access.parameter;

import java.util.function.BiConsumer;

/** Parameters with rules between them. Constraints of a single parameter are annotations of the record's component. */
public interface ParameterRules {
    /**
     * Reports what is wrong. It is asked once each parameter has the right type.
     *
     * @param faults takes the name of a parameter and what is wrong with it
     */
    void check(BiConsumer<String, String> faults);
}
