package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.Moment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code mosquitto.acl} as of a moment, byte for byte. It reads only the log, so it is never behind. */
@RestController
class AclController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final MomentResolver moments;
    private final BrokerStrategies receipts;
    private final PolicyReplay replay;

    AclController(MomentResolver moments, BrokerStrategies receipts, PolicyReplay replay) {
        this.moments = moments;
        this.receipts = receipts;
        this.replay = replay;
    }

    @Operation(operationId = "getAclAsOf", summary = "The ACL file at a moment, byte for byte", tags = "Audit")
    @GetMapping("/audit/state/acl")
    ResponseEntity<byte[]> acl(AclParameters parameters) {
        Moment moment = moments.asked(parameters);
        Optional<BrokerId> broker = Optional.ofNullable(parameters.broker());
        AclStrategy strategy = Objects.requireNonNullElse(parameters.strategy(), AclStrategy.EXPLICIT);
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
}
