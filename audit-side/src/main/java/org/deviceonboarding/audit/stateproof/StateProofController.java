package org.deviceonboarding.audit.stateproof;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.access.parameter.NoParameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.upkeep.StateProofs;
import org.deviceonboarding.log.upkeep.Task;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts proofs of state for auditors, and shows the newest proof. */
@RestController
@Profile("query")
class StateProofController {
    private final StateProofs proofs;

    StateProofController(StateProofs proofs) {
        this.proofs = proofs;
    }

    @Operation(operationId = "beginStateProof", summary = "Begins to compare all views with the log", tags = "Audit")
    @ApiResponse(responseCode = "202", description = "It has begun", useReturnTypeSchema = true)
    @PostMapping("/audit/state-proof")
    ResponseEntity<Begun> begin(NoParameters none) {
        return ResponseEntity.accepted()
                .header("Location", "/audit/state-proof")
                .body(new Begun(proofs.begin()));
    }

    @Operation(operationId = "getStateProof", summary = "What the newest comparison found", tags = "Audit")
    @GetMapping("/audit/state-proof")
    StateProof newest(NoParameters none) {
        List<Task> tasks = proofs.newest();
        if (tasks.isEmpty()) {
            throw new Refused(RefusalCode.NOT_FOUND, "The state has not been proved yet");
        }
        return StateProof.of(tasks);
    }

    record Begun(UUID id) {}
}
