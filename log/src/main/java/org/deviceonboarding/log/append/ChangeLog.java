package org.deviceonboarding.log.append;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Writes one line for each change of a device, and for each other event: what happened, to which device, by whom. With a JSON
 * format, the line has the fields {@code device_id}, {@code actor}, {@code user_ip} and {@code correlation_id}.
 */
@Component
class ChangeLog implements AppendObserver {
    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    /** Who changed what. */
    private record Subject(Optional<DeviceId> device, Actor actor) {}

    @Override
    public void appended(List<NewEvent> events) {
        if (!log.isInfoEnabled()) {
            return;
        }
        Map<Subject, String> lines = new LinkedHashMap<>();
        for (NewEvent appended : events) {
            lines.merge(
                    new Subject(device(appended.event()), appended.actor()),
                    appended.event().getClass().getSimpleName(),
                    (so, next) -> so + ", " + next);
        }
        lines.forEach(ChangeLog::write);
    }

    private static void write(Subject subject, String what) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            put("actor", Optional.of(subject.actor().name()));
            put("user_ip", Optional.ofNullable(subject.actor().fact(Fact.ADDRESS)));
            put("correlation_id", Optional.ofNullable(subject.actor().fact(Fact.CORRELATION_ID)));
            put("device_id", subject.device().map(DeviceId::value));
            subject.device()
                    .ifPresentOrElse(
                            device -> log.info(
                                    "{}: device {}, by {}",
                                    what,
                                    device,
                                    subject.actor().name()),
                            () -> log.info("{}, by {}", what, subject.actor().name()));
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    private static void put(String field, Optional<String> value) {
        value.ifPresent(text -> MDC.put(field, text));
    }

    private static Optional<DeviceId> device(OnboardingEvent event) {
        return switch (event) {
            case DeviceEvent e -> Optional.of(e.deviceId());
            case CommandRefused e -> Optional.ofNullable(e.deviceId());
            case BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }
}
