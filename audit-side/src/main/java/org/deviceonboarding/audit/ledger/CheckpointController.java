package org.deviceonboarding.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.deviceonboarding.access.parameter.NoParameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.VerifierKey;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Serves checkpoints to everybody. A reader who keeps one and has the verifier key from elsewhere can check the log. */
@RestController
class CheckpointController {
    private static final MediaType NOTE = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

    private final Checkpoints checkpoints;
    private final LedgerStateTable states;
    private final CheckpointRequests requests;

    CheckpointController(Checkpoints checkpoints, LedgerStateTable states, CheckpointRequests requests) {
        this.checkpoints = checkpoints;
        this.states = states;
        this.requests = requests;
    }

    @Operation(operationId = "getCheckpoint", summary = "The newest signed checkpoint", tags = "Audit")
    @GetMapping("/audit/checkpoint")
    ResponseEntity<?> newest(NoParameters none, NativeWebRequest request) {
        StoredCheckpoint newest = checkpoints
                .newest()
                .orElseThrow(() -> new Refused(RefusalCode.NOT_CAUGHT_UP, "No checkpoint has been signed yet"));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.noCache()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return wantsJson(request)
                ? answer.contentType(MediaType.APPLICATION_JSON).body(view(newest))
                : answer.contentType(NOTE).body(newest.note().getBytes(UTF_8));
    }

    @Operation(operationId = "signCheckpoint", summary = "Signs a checkpoint over all there is", tags = "Audit")
    @PostMapping("/audit/checkpoints")
    CheckpointView sign(NoParameters none) {
        return view(requests.ofTheHead());
    }

    @Operation(operationId = "listCheckpoints", summary = "Signed checkpoints, the smallest first", tags = "Audit")
    @GetMapping("/audit/checkpoints")
    CheckpointPage list(CheckpointParameters parameters) {
        long after = parameters.after() == null ? -1 : parameters.after();
        return CheckpointPage.of(checkpoints.after(after, parameters.limit() + 1), parameters.limit());
    }

    /** @param after the size of a tree */
    @ParameterObject
    record CheckpointParameters(
            @Parameter(description = "The checkpoints behind this one") @Min(0) @Nullable
            Long after,

            @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
            int limit) {}

    private CheckpointView view(StoredCheckpoint checkpoint) {
        VerifierKey log = states.read().verifier();
        if (log == null) {
            throw new Tampering("The ledger has checkpoints, and its verifier key is gone");
        }
        return CheckpointView.of(checkpoint, log);
    }

    private static boolean wantsJson(NativeWebRequest request) {
        try {
            return new HeaderContentNegotiationStrategy()
                    .resolveMediaTypes(request).stream()
                            .filter(wish -> wish.getQualityValue() > 0)
                            .findFirst()
                            .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                            .isPresent();
        } catch (HttpMediaTypeNotAcceptableException e) {
            return false; // no media types at all
        }
    }
}
