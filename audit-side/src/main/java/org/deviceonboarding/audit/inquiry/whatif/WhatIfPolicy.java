package org.deviceonboarding.audit.inquiry.whatif;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.audit.inquiry.fold.CertificatePolicy;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** A proposed policy as a request contains it, before validation. */
record WhatIfPolicy(
        @Nullable Integer validityDays,
        @Nullable List<@Nullable String> keyAlgorithms,
        @Nullable Integer maxSuspensionDays) {
    private static final int LONGEST = 3650;
    private static final Set<String> ALGORITHMS = Set.of("rsa-2048", "rsa-3072", "ec-p256", "ed25519");

    /** @throws Refused {@code validation_error} with a message per field at fault */
    CertificatePolicy policy() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (validityDays == null && keyAlgorithms == null && maxSuspensionDays == null) {
            faults.put("validity_days", "must be given, or key_algorithms, or max_suspension_days");
        }
        days("validity_days", validityDays, faults);
        days("max_suspension_days", maxSuspensionDays, faults);
        if (keyAlgorithms != null
                && (keyAlgorithms.isEmpty()
                        || !keyAlgorithms.stream().allMatch(name -> name != null && ALGORITHMS.contains(name)))) {
            faults.put("key_algorithms", "must be some of rsa-2048, rsa-3072, ec-p256, ed25519");
        }
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        return new CertificatePolicy(
                validityDays,
                keyAlgorithms == null
                        ? Set.of()
                        : keyAlgorithms.stream().map(Objects::requireNonNull).collect(Collectors.toSet()),
                maxSuspensionDays);
    }

    private static void days(String field, @Nullable Integer days, Map<String, String> faults) {
        if (days != null && (days < 1 || days > LONGEST)) {
            faults.put(field, "must be 1 to " + LONGEST);
        }
    }
}
