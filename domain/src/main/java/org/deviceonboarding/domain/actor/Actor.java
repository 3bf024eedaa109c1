package org.deviceonboarding.domain.actor;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An actor is who did something: their name, how they proved it, and from where. Each event stores its actor as metadata.
 *
 * @param facts what is known; a fact is absent where the log does not say
 */
public record Actor(Map<Fact, String> facts) {
    private static final String OIDC = "oidc/";

    /** The portal itself: nobody asked, it was time. */
    public static final Actor PORTAL = named("portal", "internal");

    /** A fact is one member of an event's metadata, in lower case there. */
    public enum Fact {
        /** An API key's name, {@code oidc/} and the issuer's name for them, a device's id, or one of the portal's own. */
        ACTOR,
        /** The human or program behind the actor. */
        OWNER,
        /** How they proved who they are. */
        AUTH,
        /** Which OIDC issuer vouched for them. */
        ISSUER,
        /** In which browser session. */
        SESSION,
        /** By which certificate a device showed who it is. */
        CERTIFICATE_SERIAL,
        ADDRESS,
        USER_AGENT,
        /** The request's id. */
        CORRELATION_ID,
        /** For which import it was done. */
        IMPORT_ID,
        /** For which change of many devices it was done. */
        BULK_ID,
        /** Which approval allowed it, and who granted that. */
        APPROVAL_ID,
        APPROVED_BY,
        APPROVED_BY_OWNER;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Actor {
        facts = Map.copyOf(facts);
    }

    public static Actor named(String name, String auth) {
        return new Actor(Map.of(Fact.ACTOR, name, Fact.AUTH, auth));
    }

    /** @param metadata of an event; other members than facts are left out */
    public static Actor of(Map<String, ?> metadata) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            Object value = metadata.get(fact.wireName());
            if (value != null) {
                facts.put(fact, value.toString());
            }
        }
        return new Actor(facts);
    }

    /** The metadata of this actor's events, in alphabetical order. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        facts.forEach((fact, value) -> metadata.put(fact.wireName(), value));
        return metadata;
    }

    public Actor with(Fact fact, String value) {
        Map<Fact, String> more = new EnumMap<>(Fact.class);
        more.putAll(facts);
        more.put(fact, value);
        return new Actor(more);
    }

    public @Nullable String fact(Fact fact) {
        return facts.get(fact);
    }

    /** The actor's name, {@code unknown} where the log does not say. */
    public String name() {
        return facts.getOrDefault(Fact.ACTOR, "unknown");
    }

    /** The name of who stands behind the actor; of what was done before owners were on record, the actor itself. */
    public String owner() {
        return facts.getOrDefault(Fact.OWNER, ownerOf(name()));
    }

    /** The person behind {@code oidc/ada} is {@code ada}, as is the owner of Ada's keys. */
    public static String ownerOf(String name) {
        return name.startsWith(OIDC) ? name.substring(OIDC.length()) : name;
    }

    /** How they proved it, and their name: tells callers apart. */
    public String identity() {
        return fact(Fact.AUTH) + "/" + fact(Fact.ACTOR);
    }

    /** The name of the API key that proved it, also where a session began with that key. Callers of an issuer have none. */
    public Optional<String> key() {
        String auth = fact(Fact.AUTH);
        boolean byKey = "api_key".equals(auth) || ("session".equals(auth) && !facts.containsKey(Fact.ISSUER));
        return byKey ? Optional.ofNullable(fact(Fact.ACTOR)) : Optional.empty();
    }
}
