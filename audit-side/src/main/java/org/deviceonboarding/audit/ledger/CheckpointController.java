package org.deviceonboarding.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Checkpoints, for anyone. They are worth something to whoever keeps one and knows the verifier key from elsewhere. */
@RestController
class CheckpointController {
    private static final MediaType NOTE = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

    private final Checkpoints checkpoints;
    private final LedgerStates states;
    private final CheckpointRequests requests;

    CheckpointController(Checkpoints checkpoints, LedgerStates states, CheckpointRequests requests) {
        this.checkpoints = checkpoints;
        this.states = states;
        this.requests = requests;
    }

    @Operation(operationId = "getCheckpoint", summary = "The newest signed checkpoint", tags = "Audit")
    @GetMapping("/audit/checkpoint")
    ResponseEntity<?> newest(@RequestParam MultiValueMap<String, String> parameters, NativeWebRequest request) {
        new Parameters(parameters, List.of()).check();
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
    CheckpointView sign(@RequestParam MultiValueMap<String, String> parameters) {
        new Parameters(parameters, List.of()).check();
        return view(requests.ofTheHead());
    }

    @Operation(operationId = "listCheckpoints", summary = "Signed checkpoints, the smallest first", tags = "Audit")
    @GetMapping("/audit/checkpoints")
    CheckpointPage list(@RequestParam MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, List.of("after", "limit"));
        long after = parameters
                .read("after", "must be the size of a tree", Parameters::number)
                .orElse(-1L);
        int limit = parameters.limit();
        parameters.check();
        return CheckpointPage.of(checkpoints.after(after, limit + 1), limit);
    }

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
