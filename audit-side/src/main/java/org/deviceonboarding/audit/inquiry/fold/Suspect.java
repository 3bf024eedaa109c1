package org.deviceonboarding.audit.inquiry.fold;

import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.EventFilter;

/** An identity that somebody else may have used. */
public sealed interface Suspect {
    /** Whether the suspect caused the event. */
    boolean did(AttributedEvent<?> event);

    /** The suspect as the request names it. */
    String named();

    /** Everybody with this API key, or with this user name. */
    record NamedActor(String name) implements Suspect {
        @Override
        public boolean did(AttributedEvent<?> event) {
            return name.equals(event.actor().fact(Fact.ACTOR));
        }

        @Override
        public String named() {
            return name;
        }
    }

    /** Everybody at this address, in the form that the log stores. */
    record Address(String address) implements Suspect {
        @Override
        public boolean did(AttributedEvent<?> event) {
            return address.equals(event.actor().fact(Fact.ADDRESS));
        }

        @Override
        public String named() {
            return address;
        }
    }

    /** Everybody with the key of this issuing CA. Such a suspect causes only signatures. */
    record Authority(Sha256 fingerprint, Issuer issuer) implements Suspect {
        @Override
        public boolean did(AttributedEvent<?> event) {
            return EventFilter.ofCertificates(event.event())
                    .filter(issuer::signed)
                    .isPresent();
        }

        @Override
        public String named() {
            return fingerprint.hex();
        }
    }
}
