package org.deviceonboarding.log.actor;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.messaging.MetaData;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who asked, how they proved it, and from where, as events have it in their metadata. */
public record Origin(Map<String, String> facts) {
    private static final String OIDC = "oidc/";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Nobody asked; it was time. */
    public static final Origin PORTAL = new Origin(Map.of("actor", "portal", "auth", "internal"));

    public Origin {
        facts = Map.copyOf(facts);
    }

    public static Origin of(MetaData metaData) {
        Map<String, String> facts = new TreeMap<>();
        metaData.forEach((name, value) -> facts.put(name, String.valueOf(value)));
        return new Origin(facts);
    }

    public static Origin read(String json) {
        return new Origin(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
    }

    public String json() {
        return JSON.writeValueAsString(new TreeMap<>(facts));
    }

    public Origin with(String name, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(name, value);
        return new Origin(more);
    }

    /** Who stands behind the actor; of what was done before owners were on record, the actor itself. */
    public String owner() {
        return facts.getOrDefault("owner", ownerOf(actor()));
    }

    /** The person behind {@code oidc/ada} is {@code ada}, as is the owner of Ada's keys. */
    public static String ownerOf(String actor) {
        return actor.startsWith(OIDC) ? actor.substring(OIDC.length()) : actor;
    }

    public String actor() {
        return facts.getOrDefault("actor", "unknown");
    }

    /** The name of the API key that proved it, also where a session began with that key. Callers of an issuer have none. */
    public Optional<String> key() {
        boolean byKey = "api_key".equals(facts.get("auth"))
                || ("session".equals(facts.get("auth")) && !facts.containsKey("issuer"));
        return byKey ? Optional.ofNullable(facts.get("actor")) : Optional.empty();
    }
}
