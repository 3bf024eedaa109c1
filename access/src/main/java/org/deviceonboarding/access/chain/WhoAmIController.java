package org.deviceonboarding.access.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.parameter.NoParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers under which name and with which roles the portal knows them. */
@RestController
class WhoAmIController {
    @Operation(operationId = "whoAmI", summary = "Who the caller is, and what it may", tags = "Access")
    @GetMapping("/whoami")
    CallerView whoAmI(NoParameters none) {
        return CallerPrincipal.current().map(CallerView::of).orElseThrow();
    }

    /** @param expiresAt when the proof ends; absent if it does not */
    @Schema(name = "WhoAmICaller")
    record CallerView(
            String name,
            String owner,
            List<String> roles,
            String auth,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant expiresAt) {
        static CallerView of(CallerPrincipal known) {
            return new CallerView(
                    known.name(),
                    known.owner(),
                    AccessRole.wireNames(known.roles()),
                    known.proof().wireName(),
                    known.expiresAt());
        }
    }
}
