package org.deviceonboarding.command.broker;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.command.authority.AuthorityRecord;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.pki.InvalidCertificateRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Issues certificates to brokers that presented their keys. They read the answer in the log. What is signed is on
 * record together with the position reached; a key that comes again gets nothing twice.
 */
@Component
@ProcessingGroup("enrolment")
class Enrolment {
    private static final Logger log = LoggerFactory.getLogger(Enrolment.class);

    private final BrokerCertificates certificates;
    private final AuthorityRecord authority;
    private final CommandDispatcher commands;

    Enrolment(BrokerCertificates certificates, AuthorityRecord authority, CommandDispatcher commands) {
        this.certificates = certificates;
        this.authority = authority;
        this.commands = commands;
    }

    @EventHandler
    void on(BrokerKeysPresented event) {
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
        answers.forEach(answer -> commands.send(answer, Actor.PORTAL));
        log.info("The broker {} has certificates for the keys it presented", event.brokerId());
    }
}
