package org.deviceonboarding.command.broker;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.command.authority.AuthorityRecord;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.reader.EventHandlers;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.deviceonboarding.pki.InvalidCertificateRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Issues certificates to brokers that presented their keys. They read the answer in the log. What is signed is on
 * record together with the position reached; a key that comes again gets nothing twice.
 */
@Component
class Enrolment implements LogReader {
    private static final Logger log = LoggerFactory.getLogger(Enrolment.class);

    private final BrokerCertificates certificates;
    private final AuthorityRecord authority;
    private final CommandDispatcher commands;
    private final EventHandlers handlers;

    Enrolment(BrokerCertificates certificates, AuthorityRecord authority, CommandDispatcher commands) {
        this.certificates = certificates;
        this.authority = authority;
        this.commands = commands;
        this.handlers = new EventHandlers().on(BrokerKeysPresented.class, this::answer);
    }

    @Override
    public String name() {
        return "enrolment";
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return handlers.kinds();
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        handlers.handle(events);
    }

    private void answer(BrokerKeysPresented event, LoggedEvent logged) {
        List<Command> answers;
        try {
            answers = certificates.answer(event);
        } catch (InvalidCertificateRequest | IllegalArgumentException | Refused e) {
            // It will not get better by waiting, and others wait behind it.
            log.error(
                    "The broker {} gets no certificates for the keys it presented: {}", event.brokerId(), e.toString());
            return;
        }
        authority.require(); // before anything that only makes sense to those who know it
        // The broker asked: what is signed says so.
        answers.forEach(answer -> commands.send(answer, logged.actor()));
        log.info("The broker {} has certificates for the keys it presented", event.brokerId());
    }
}
