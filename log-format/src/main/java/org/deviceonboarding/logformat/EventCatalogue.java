package org.deviceonboarding.logformat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BulkCancelled;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.ImportCancelled;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Lists the kinds of events with their stored names. The stored name is the simple name of the class, so a class may move to
 * another package; renaming a class needs an upcaster.
 */
public final class EventCatalogue {
    private static final Map<String, Class<?>> BY_NAME = OnboardingEvent.kinds().stream()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    // Without key_held_by, owner, remaining, expired_through and purged_through, messages_after_loss, and
    // the reason why something was cancelled. A bundle that is packaged always had a digest.
    private static final Map<Class<?>, Set<String>> EARLIER = Map.of(
            CertificateIssued.class, Set.of("1"),
            CredentialsPackaged.class, Set.of("1"),
            ApiKeyCreated.class, Set.of("1"),
            CertificateExpired.class, Set.of("1"),
            BrokerPolicyEnforced.class, Set.of("1"),
            AclTemplateDefined.class, Set.of("1"),
            BulkCancelled.class, Set.of("1"),
            ImportCancelled.class, Set.of("1"));

    private EventCatalogue() {}

    public static List<Class<?>> events() {
        return List.copyOf(BY_NAME.values());
    }

    public static Optional<Class<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static boolean contains(Class<?> type) {
        return BY_NAME.get(type.getSimpleName()) == type;
    }

    /**
     * Whether what is stored under this revision can be read as the class is now: it is the current one, or an earlier one
     * whose shape lacks nothing but members that may be missing. Any other needs an upcaster.
     */
    public static boolean reads(Class<?> event, @Nullable String revision) {
        return revision != null
                && (revision(event).equals(revision)
                        || EARLIER.getOrDefault(event, Set.of()).contains(revision));
    }

    /** Returns all revisions that can be read as the class is now. */
    public static Set<String> revisions(Class<?> event) {
        Set<String> revisions = new HashSet<>(EARLIER.getOrDefault(event, Set.of()));
        revisions.add(revision(event));
        return revisions;
    }

    /** @throws IllegalStateException if the event's class has no revision */
    public static String revision(Class<?> event) {
        Revision revision = event.getAnnotation(Revision.class);
        if (revision == null) {
            throw new IllegalStateException(event + " has no @Revision");
        }
        return revision.value();
    }
}
