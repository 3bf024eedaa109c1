package org.deviceonboarding.domain.event;

import java.util.List;
import java.util.stream.Stream;

/** An event: a fact in the log. Events are a contract: a shape, once stored, stays readable for good. */
public sealed interface OnboardingEvent
        permits DeviceEvent,
                BrokerEvent,
                AccessEvent,
                BulkEvent,
                ApprovalEvent,
                AclTemplateDefined,
                AuthorityEstablished,
                CommandRefused,
                ServerCertificateIssued {
    /** Every kind of event there is. Its simple name is what the log calls it. */
    static List<Class<?>> kinds() {
        return leaves(OnboardingEvent.class).toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(OnboardingEvent::leaves)
                : Stream.of(type);
    }
}
