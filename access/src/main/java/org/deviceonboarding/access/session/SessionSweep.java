package org.deviceonboarding.access.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes sessions that are over. */
@Component
@Profile("command")
class SessionSweep {
    private static final Logger log = LoggerFactory.getLogger(SessionSweep.class);

    private final WebSessions sessions;

    SessionSweep(WebSessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(fixedDelayString = "${portal.session.sweep-interval}")
    void sweep() {
        try {
            sessions.sweep();
        } catch (DataAccessException e) {
            log.debug("Sessions that are over were not deleted: {}", e.toString());
        }
    }
}
