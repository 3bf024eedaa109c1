package org.deviceonboarding.command.validity;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.springframework.stereotype.Component;

/** Notes of each new certificate when its device is to be asked about its end. Only the newest of a device matters. */
@Component
@ProcessingGroup("certificate-reviews")
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
