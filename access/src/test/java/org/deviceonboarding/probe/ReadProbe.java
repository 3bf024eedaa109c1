package org.deviceonboarding.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the paths of everything that is read, and says little. */
@RestController
class ReadProbe {
    private static final Map<String, List<String>> NOTHING = Map.of("items", List.of());

    private final EventStore log;

    ReadProbe(EventStore log) {
        this.log = log;
    }

    @GetMapping("/devices")
    Map<String, List<String>> list(PageParameters parameters) {
        parameters.request(_ -> true);
        return NOTHING;
    }

    @GetMapping("/device/{id}")
    Map<String, String> show(@PathVariable DeviceId id) {
        if (log.lastSequenceNumberFor(id.value()).isEmpty()) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no such device");
        }
        return Map.of("id", id.value());
    }

    @GetMapping({"/device/{id}/history", "/audit/events", "/brokers", "/acl-templates", "/acl-templates/{type}"})
    Map<String, List<String>> read() {
        return NOTHING;
    }

    @PutMapping("/acl-templates/{type}")
    Map<String, List<String>> define() {
        return NOTHING;
    }

    @PostMapping("/acl-templates/{type}/preview")
    Map<String, List<String>> preview() {
        return NOTHING;
    }

    @GetMapping("/credentials/{token}")
    String look() {
        throw new Refused(RefusalCode.NOT_FOUND, "There are no such credentials");
    }

    @GetMapping({"/health", "/health/live", "/health/ready", "/metrics"})
    Map<String, String> measure() {
        return Map.of("status", "ok");
    }

    /** What brokers and devices fetch, and may keep for a while. */
    @GetMapping({"/ca.crt", "/ca/chain.pem", "/crl", "/crl.pem"})
    ResponseEntity<byte[]> fetch() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new byte[] {1});
    }

    @GetMapping(
            path = {"/", "/ui/{page}", "/ui/device/{id}"},
            produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        return "<!DOCTYPE html><title>A page</title>";
    }
}
