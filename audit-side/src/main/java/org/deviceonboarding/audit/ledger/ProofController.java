package org.deviceonboarding.audit.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.InclusionProof;
import org.deviceonboarding.ledger.Prover;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the proofs of RFC 9162 to everybody, for every size that the tree ever had. */
@RestController
class ProofController {
    private final StoredLog log;
    private final Leaves leaves;
    private final StoredHashes hashes;
    private final Checkpoints checkpoints;

    ProofController(StoredLog log, Leaves leaves, StoredHashes hashes, Checkpoints checkpoints) {
        this.log = log;
        this.leaves = leaves;
        this.hashes = hashes;
        this.checkpoints = checkpoints;
    }

    @Operation(
            operationId = "proveInclusion",
            summary = "Proves that an event is in the ledger (RFC 6962)",
            tags = "Audit")
    @GetMapping("/audit/proof/inclusion")
    InclusionView inclusion(InclusionParameters parameters) {
        Leaf leaf = leaf(parameters.position());
        Long size = parameters.size();
        long of = size == null ? signed() : existing("size", size);
        if (leaf.index() >= of) {
            throw size != null
                    ? Parameters.refused(
                            "size", "must be " + (leaf.index() + 1) + " or more to have that position in it")
                    : notYet("No checkpoint has reached position " + leaf.position() + " yet");
        }
        InclusionProof proof = hashes.read(stored -> new Prover(stored).inclusion(leaf.index(), of));
        return InclusionView.of(leaf, of, proof);
    }

    @Operation(
            operationId = "proveConsistency",
            summary = "Proves that one checkpoint goes on from another (RFC 6962)",
            tags = "Audit")
    @GetMapping("/audit/proof/consistency")
    ConsistencyView consistency(ConsistencyParameters parameters) {
        long older = existing("from", parameters.from());
        long newer = parameters.to() == null ? signed() : existing("to", parameters.to());
        if (older > newer) {
            throw Parameters.refused("from", "must be " + newer + " or less, which is the size of the other tree");
        }
        ConsistencyProof proof = hashes.read(stored -> new Prover(stored).consistency(older, newer));
        return ConsistencyView.of(older, newer, proof);
    }

    @ParameterObject
    record InclusionParameters(
            @Parameter(description = "A position of the log") @NotNull @Min(0)
            Long position,

            @Parameter(description = "Of the tree; the newest signed one by default") @Min(1) @Nullable
            Long size) {}

    @ParameterObject
    record ConsistencyParameters(
            @Parameter(description = "Size of the older tree") @NotNull @Min(1)
            Long from,

            @Parameter(description = "Size of the newer tree; the newest signed one by default") @Min(1) @Nullable
            Long to) {}

    private Leaf leaf(long position) {
        return leaves.holding(position)
                .orElseThrow(() -> log.page(position - 1, position).isEmpty()
                        ? new Refused(RefusalCode.NOT_FOUND, "The log has no entry at position " + position)
                        : notYet("The ledger has not reached position " + position + " yet"));
    }

    private long signed() {
        return checkpoints
                .newest()
                .map(StoredCheckpoint::size)
                .orElseThrow(() -> notYet("No checkpoint has been signed yet"));
    }

    private long existing(String name, long size) {
        long grown = leaves.size();
        if (size > grown) {
            throw Parameters.refused(name, "must be " + grown + " or less, which is the size of the ledger now");
        }
        return size;
    }

    private static Refused notYet(String detail) {
        return new Refused(RefusalCode.NOT_CAUGHT_UP, detail);
    }
}
