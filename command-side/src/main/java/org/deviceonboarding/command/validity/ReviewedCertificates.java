package org.deviceonboarding.command.validity;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.springframework.stereotype.Component;

/**
 * Schedules a review for each new certificate: a processor of the log. The group's name changed when devices began to
 * be asked about all their certificates, so that those from before are noted once more.
 */
@Component
@ProcessingGroup("certificate-ends")
class ReviewedCertificates {
    private final Reviews reviews;
    private final RenewalProperties properties;

    ReviewedCertificates(Reviews reviews, RenewalProperties properties) {
        this.reviews = reviews;
        this.properties = properties;
    }

    @EventHandler
    void on(CertificateIssued event) {
        reviews.schedule(event, properties.window());
    }
}
