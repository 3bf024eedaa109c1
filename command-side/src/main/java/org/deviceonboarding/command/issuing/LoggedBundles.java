package org.deviceonboarding.command.issuing;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Iterator;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.authority.AuthorityChains;
import org.deviceonboarding.command.bundle.KeylessBundles;
import org.deviceonboarding.domain.decision.Device;
import org.deviceonboarding.domain.decision.NewestCertificate;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes bundles without a private key from the log: the certificate comes from the device's events, the topics from the template that
 * is in force now.
 */
@Component
class LoggedBundles implements KeylessBundles {
    private final EventStore log;
    private final TemplateLookup templates;
    private final AuthorityChains authorities;
    private final IssuingProperties properties;

    LoggedBundles(EventStore log, TemplateLookup templates, AuthorityChains authorities, IssuingProperties properties) {
        this.log = log;
        this.templates = templates;
        this.authorities = authorities;
        this.properties = properties;
    }

    @Override
    public byte[] zip(DeviceId id, BundleId bundle) {
        @Nullable Device device = null;
        @Nullable NewestCertificate packaged = null;
        for (Iterator<? extends DomainEventMessage<?>> events =
                        log.readEvents(id.value()).asStream().iterator();
                events.hasNext(); ) {
            device = Device.evolve(device, (DeviceEvent) events.next().getPayload());
            if (packaged == null && device.waiting().contains(bundle)) {
                packaged = device.certificates().newest(); // it was issued just before
            }
        }
        if (device == null || packaged == null) {
            throw new IllegalStateException("The log has no bundle " + bundle + " of device " + id);
        }
        X509Certificate certificate = decoded(packaged);
        List<X509Certificate> chain = authorities.of(certificate);
        return new CredentialBundle(
                        id,
                        templates.of(device.type()).forDevice(id),
                        Pem.chain(List.of(certificate, chain.getFirst())),
                        Pem.certificate(chain.getLast()),
                        properties.mqttHost(),
                        properties.mqttPort())
                .zip();
    }

    private static X509Certificate decoded(NewestCertificate certificate) {
        try {
            return Pem.decodeCertificate(certificate.pem());
        } catch (CertificateException e) {
            throw new IllegalStateException("Certificate " + certificate.serial() + " cannot be read", e);
        }
    }
}
