package org.deviceonboarding.audit.inquiry.fold;

import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.EventFilter;

/** Who may have been in the wrong hands. */
public sealed interface Suspect {
    /** Whether the event is of the suspect's making. */
    boolean did(AttributedEvent<?> event);

    /** As whoever asks has named it. */
    String named();

    /** Somebody with this API key, or under this name. */
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

    /** Somebody at this address, as the log writes it. */
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

    /** Somebody with the key of this issuing CA. Only signatures are of its making. */
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
