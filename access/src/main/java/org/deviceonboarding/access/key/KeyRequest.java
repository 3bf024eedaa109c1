package org.deviceonboarding.access.key;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /admin/api-keys}.
 *
 * @param owner the human or program that is to hold the key; the key's own name if nobody is named
 */
record KeyRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Nullable String owner,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<@Nullable String> roles,

        @Nullable Instant expiresAt) {
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** A request that may be granted, unless the name is taken. */
    record NewKey(
            KeyName name,
            Owner owner,
            Set<AccessRole> roles,
            @Nullable Instant expiresAt) {}

    /** @throws Refused {@code validation_error} with a message for each field at fault */
    NewKey check(Instant now) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (name == null || !KeyName.matches(name)) {
            faults.put("name", KeyName.RULE);
        }
        if (owner != null && !Owner.matches(owner)) {
            faults.put("owner", Owner.RULE);
        }
        Set<AccessRole> wanted = known();
        if (roles == null || roles.isEmpty() || wanted.size() != roles.size()) {
            faults.put("roles", "must be one or more of operator, auditor and admin, each once");
        }
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST)))) {
            faults.put("expires_at", "must be in the future, and in at most ten years");
        }
        if (name == null || !faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        // Rows know microseconds only, and row and event must agree.
        return new NewKey(
                new KeyName(name),
                new Owner(owner == null ? name : owner),
                wanted,
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS));
    }

    private Set<AccessRole> known() {
        return roles == null
                ? Set.of()
                : roles.stream()
                        .flatMap(role -> role == null ? Stream.<AccessRole>empty() : AccessRole.named(role).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
