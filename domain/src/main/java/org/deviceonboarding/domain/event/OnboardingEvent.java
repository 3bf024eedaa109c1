package org.deviceonboarding.domain.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** The kinds of one family of events. */
    static Set<Class<? extends OnboardingEvent>> kinds(Class<? extends OnboardingEvent> family) {
        return leaves(family)
                .map(kind -> kind.asSubclass(OnboardingEvent.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(OnboardingEvent::leaves)
                : Stream.of(type);
    }
}
