package org.deviceonboarding.command.validity;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.reader.EventHandlers;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.springframework.stereotype.Component;

/**
 * Schedules a review for each new certificate: a reader of the log. The reader's name changed when devices began to
 * be asked about all their certificates, so that those from before are noted once more.
 */
@Component
class ReviewedCertificates implements LogReader {
    private final EventHandlers handlers;

    ReviewedCertificates(Reviews reviews, RenewalProperties properties) {
        this.handlers = new EventHandlers()
                .on(CertificateIssued.class, (issued, _) -> reviews.schedule(issued, properties.window()));
    }

    @Override
    public String name() {
        return "certificate-ends";
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return handlers.kinds();
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        handlers.handle(events);
    }
}
