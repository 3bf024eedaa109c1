package org.deviceonboarding.access.caller;

import java.net.URI;
import java.util.UUID;

/** How a caller proved who they are. */
public sealed interface Proof {
    /** What the log calls it. */
    String wireName();

    /** By an API key. */
    record Key(UUID id) implements Proof {
        @Override
        public String wireName() {
            return "api_key";
        }
    }

    /** By a token of an OIDC issuer. */
    record Token(URI issuer) implements Proof {
        @Override
        public String wireName() {
            return "oidc";
        }
    }

    /**
     * By the cookie of a session.
     *
     * @param signIn how it was proved when the session began
     */
    record Session(UUID id, Proof signIn) implements Proof {
        @Override
        public String wireName() {
            return "session";
        }
    }
}
