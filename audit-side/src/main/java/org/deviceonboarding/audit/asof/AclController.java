package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.Moment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code mosquitto.acl} as it was, byte for byte. Reads the log alone, so it is never behind. */
@RestController
class AclController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Moments moments;
    private final BrokerStrategies receipts;
    private final PolicyReplay replay;

    AclController(Moments moments, BrokerStrategies receipts, PolicyReplay replay) {
        this.moments = moments;
        this.receipts = receipts;
        this.replay = replay;
    }

    @Operation(operationId = "getAclAsOf", summary = "The ACL file at a moment, byte for byte", tags = "Audit")
    @GetMapping("/audit/state/acl")
    ResponseEntity<byte[]> acl(@RequestParam MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, List.of("at", "position", "strategy", "broker"));
        Moment moment = moments.asked(given, parameters);
        Optional<BrokerId> broker = parameters.read(
                "broker",
                "must be a broker's id, without a strategy",
                text -> broker(text).filter(_ -> !given.containsKey("strategy")));
        AclStrategy strategy = parameters
                .read("strategy", "must be explicit or pattern", AclController::strategy)
                .orElse(AclStrategy.EXPLICIT);
        parameters.check();
        long position = moments.position(moment);
        byte[] file = replay.file(broker.map(id -> written(id, position)).orElse(strategy), position);
        return ResponseEntity.ok()
                .contentType(TEXT)
                .header("X-Log-Position", Long.toString(position))
                .header("X-Acl-Sha256", Sha256.of(file).hex())
                .body(file);
    }

    private AclStrategy written(BrokerId broker, long position) {
        return receipts.of(broker, position)
                .orElseThrow(() -> new Refused(
                        RefusalCode.NOT_FOUND, "Broker " + broker + " had not enforced anything at that moment"));
    }

    private static Optional<AclStrategy> strategy(String text) {
        return Stream.of(AclStrategy.values())
                .filter(strategy -> strategy.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<BrokerId> broker(String text) {
        try {
            return Optional.of(new BrokerId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
