package org.deviceonboarding.command.renewal;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.InstantSource;
import org.deviceonboarding.access.deviceport.DevicePort;
import org.deviceonboarding.access.deviceport.PresentedCertificate;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SelfRenewal;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.CertificateRequest;
import org.deviceonboarding.pki.Pem;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code POST /renew/{id}} at the port for devices: renews a device that shows one of its certificates. The
 * device itself decides whether that one is still good for it.
 */
@RestController
class SelfRenewalController {
    private final CertificateAuthority authority;
    private final Issuing issuing;
    private final CommandDispatcher commands;
    private final LogPosition positions;
    private final InstantSource clock;

    SelfRenewalController(
            CertificateAuthority authority,
            Issuing issuing,
            CommandDispatcher commands,
            LogPosition positions,
            InstantSource clock) {
        this.authority = authority;
        this.issuing = issuing;
        this.commands = commands;
        this.positions = positions;
        this.clock = clock;
    }

    @Hidden // of another port; the description is of this one, where the path means something else
    @DevicePort(true)
    @PostMapping("/renew/{id}")
    ResponseEntity<SelfRenewalAnswer> renewItself(
            @PathVariable DeviceId id,
            @RequestAttribute(PresentedCertificate.ATTRIBUTE) PresentedCertificate presented,
            @Valid @RequestBody SelfRenewalRequest body,
            Actor actor) {
        if (!presented.deviceId().equals(id)) {
            throw new Refused(RefusalCode.FORBIDDEN, "The certificate is another device's");
        }
        CertificateRequest request = body.request();
        DeviceCommand check = new DeviceCommand.CheckSelfRenewal(
                id, presented.serial(), CertifiedKey.of(request.publicKey()).digest(), clock.instant());
        SelfRenewal allowed = commands.ask(CommandEnvelope.of(check), actor, SelfRenewal.class)
                .orElseThrow();
        String pem = allowed.issued();
        if (pem == null) {
            SignedCertificate signed = issuing.certify(id, request, allowed.lifetime());
            DeviceCommand renew = new DeviceCommand.RenewItself(id, presented.serial(), signed, clock.instant());
            pem = commands.ask(CommandEnvelope.of(renew), actor, String.class).orElseThrow();
        }
        return ResponseEntity.created(URI.create("/device/" + id))
                .cacheControl(CacheControl.noStore())
                .body(SelfRenewalAnswer.of(id, pem, Pem.chain(authority.chain()), positions.of(id)));
    }
}
