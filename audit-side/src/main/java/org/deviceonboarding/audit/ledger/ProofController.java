package org.deviceonboarding.audit.ledger;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.InclusionProof;
import org.deviceonboarding.ledger.Prover;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The proofs of RFC 9162, for anyone, and for every size that the tree ever had. */
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
    InclusionView inclusion(@RequestParam MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, List.of("position", "size"));
        Optional<Long> position = parameters.read("position", "must be a position of the log", Parameters::number);
        Optional<Long> size = size(parameters, "size");
        parameters.check();
        Leaf leaf = leaf(position.orElseThrow(() -> invalid("position", "is missing")));
        long of = size.isPresent() ? existing("size", size.get()) : signed();
        if (leaf.index() >= of) {
            throw size.isPresent()
                    ? invalid("size", "must be " + (leaf.index() + 1) + " or more to have that position in it")
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
    ConsistencyView consistency(@RequestParam MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, List.of("from", "to"));
        Optional<Long> from = size(parameters, "from");
        Optional<Long> to = size(parameters, "to");
        parameters.check();
        long older = existing("from", from.orElseThrow(() -> invalid("from", "is missing")));
        long newer = to.isPresent() ? existing("to", to.get()) : signed();
        if (older > newer) {
            throw invalid("from", "must be " + newer + " or less, which is the size of the other tree");
        }
        ConsistencyProof proof = hashes.read(stored -> new Prover(stored).consistency(older, newer));
        return ConsistencyView.of(older, newer, proof);
    }

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
            throw invalid(name, "must be " + grown + " or less, which is the size of the ledger now");
        }
        return size;
    }

    private static Optional<Long> size(Parameters parameters, String name) {
        return parameters.read(
                name,
                "must be the size of a tree, 1 or more",
                text -> Parameters.number(text).filter(size -> size > 0));
    }

    private static Refused invalid(String name, String fault) {
        return new Refused(RefusalCode.VALIDATION_ERROR, "There is no such proof", Map.of(name, fault));
    }

    private static Refused notYet(String detail) {
        return new Refused(RefusalCode.NOT_CAUGHT_UP, detail);
    }
}
