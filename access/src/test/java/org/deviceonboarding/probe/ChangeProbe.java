package org.deviceonboarding.probe;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Serves the paths of changes to devices. Each change is one event. */
@RestController
class ChangeProbe {
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    private final CommandDispatcher commands;

    ChangeProbe(CommandDispatcher commands) {
        this.commands = commands;
    }

    record Wish(
            @NotBlank String name,
            @NotBlank String type,
            @Nullable String keyAlgorithm) {}

    record Done(DeviceId deviceId, long position) {}

    @PostMapping("/register")
    @Idempotent
    ResponseEntity<Done> register(@Valid @RequestBody Wish wish, ChangeRequest request) {
        GivenDevice device = GivenDevice.until(END);
        return commands.send(
                new ProbeCommand(device.registered(wish.name(), wish.type())),
                request.actor(),
                request.answer(position -> ResponseEntity.created(URI.create("/device/" + device.id()))
                        .cacheControl(CacheControl.noStore())
                        .body(new Done(device.id(), position))));
    }

    @PostMapping("/{change:renew|reissue|suspend|resume|revoke|decommission}/{id}")
    @Idempotent
    ResponseEntity<Done> change(@PathVariable String change, @PathVariable DeviceId id, ChangeRequest request) {
        return commands.send(
                new ProbeCommand(event(change, new GivenDevice(id, new SerialNumber("1a"), END))),
                request.actor(),
                request.answer(position -> ResponseEntity.ok(new Done(id, position))));
    }

    private static DeviceEvent event(String change, GivenDevice device) {
        return switch (change) {
            case "suspend" -> device.suspended();
            case "resume" -> device.resumed();
            case "revoke" -> device.revoked(RevocationReason.UNSPECIFIED);
            case "decommission" -> device.decommissioned();
            default -> device.issued();
        };
    }

    /** A device's link has the device's id as its token. */
    @PostMapping("/credentials/{token}")
    String fetch(@PathVariable String token, Actor actor) {
        if (!token.matches("[0-9a-f-]{36}")) {
            throw new Refused(RefusalCode.NOT_FOUND, "There are no such credentials");
        }
        commands.send(
                new ProbeCommand(new CredentialsDownloaded(new DeviceId(token), new BundleId(UUID.randomUUID()))),
                actor);
        return "{}";
    }
}
