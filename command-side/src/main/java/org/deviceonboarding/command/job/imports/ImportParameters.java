package org.deviceonboarding.command.job.imports;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of {@code POST /imports}, which hold for all rows. */
final class ImportParameters {
    private static final String ALGORITHM = "key_algorithm";
    private static final String DAYS = "validity_days";

    private ImportParameters() {}

    /** @throws Refused {@code validation_error} with a message per parameter at fault */
    static Instructions read(MultiValueMap<String, String> given) {
        Map<String, String> faults = new TreeMap<>();
        given.forEach((name, values) -> {
            if (!Set.of(ALGORITHM, DAYS).contains(name)) {
                faults.put("parameters", "are " + ALGORITHM + " and " + DAYS);
            } else if (values.size() > 1) {
                faults.put(name, "must be given once");
            }
        });
        String algorithm = given.getFirst(ALGORITHM);
        if (algorithm != null && !algorithm.matches(KeyChoice.ALGORITHMS)) {
            faults.putIfAbsent(ALGORITHM, "must be one of " + KeyChoice.ALGORITHMS);
        }
        Integer days = days(given.getFirst(DAYS));
        if (days != null && (days < 1 || days > IssuingProperties.MAX_VALIDITY_DAYS)) {
            faults.putIfAbsent(DAYS, "must be 1 to " + IssuingProperties.MAX_VALIDITY_DAYS);
        }
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request has a parameter at fault", faults);
        }
        return Instructions.forKeys(algorithm, days, false);
    }

    private static @Nullable Integer days(@Nullable String text) {
        return text == null ? null : text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : Integer.valueOf(0);
    }
}
