package org.deviceonboarding.audit.inquiry.fold;

import java.util.Comparator;
import java.util.List;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.event.SignInRefused;
import org.deviceonboarding.domain.event.SignedIn;
import org.deviceonboarding.domain.event.SignedOut;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The suspicion that an identity was compromised during a window of time. Every API key that it made in the window is suspect
 * too, and so is every key made with such a key. They stay suspect after the window.
 *
 * @param keys the suspect keys by their names
 */
public record SuspectedCompromise(Suspect suspect, Window window, PMap<String, SuspectKey> keys) {
    /** A compromise without known keys. */
    public SuspectedCompromise(Suspect suspect, Window window) {
        this(suspect, window, HashTreePMap.empty());
    }

    /** The fold over the events that create and revoke keys: the compromise after one more event. */
    public SuspectedCompromise after(AttributedEvent<? extends OnboardingEvent> event) {
        return switch (event.event()) {
            case ApiKeyCreated created -> {
                String by = by(event);
                yield by == null ? this : with(SuspectKey.of(created, event, by));
            }
            case ApiKeyRevoked revoked -> {
                SuspectKey key = keys.get(revoked.name());
                yield key == null ? this : with(key.over());
            }
            case SignedIn _,
                    SignedOut _,
                    SignInRefused _,
                    DeviceEvent _,
                    BrokerEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    /** The suspect or the key that caused the event; null if neither did. */
    public @Nullable String by(AttributedEvent<?> event) {
        if (window.holds(event.at()) && suspect.did(event)) {
            return suspect.named();
        }
        String actor = event.actor().fact(Fact.ACTOR);
        SuspectKey key = actor == null ? null : keys.get(actor);
        return key != null && key.position() < event.position() ? actor : null;
    }

    /** The suspect keys, oldest first. */
    public List<SuspectKey> keysByAge() {
        return keys.values().stream()
                .sorted(Comparator.comparingLong(SuspectKey::position))
                .toList();
    }

    private SuspectedCompromise with(SuspectKey key) {
        return new SuspectedCompromise(suspect, window, keys.plus(key.name(), key));
    }
}
