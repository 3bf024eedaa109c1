package org.deviceonboarding.logformat;

import java.util.HashMap;
import java.util.Map;
import org.deviceonboarding.domain.actor.Actor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes an actor as the log and its tables store one: a JSON object of texts, in alphabetical order. */
public final class ActorJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ActorJson() {}

    /** @param metadata of an event, or what {@link #write} wrote */
    public static Actor read(String metadata) {
        JsonNode stored = JSON.readTree(metadata);
        Map<String, String> facts = new HashMap<>();
        stored.forEachEntry((name, value) -> value.asStringOpt().ifPresent(text -> facts.put(name, text)));
        return Actor.of(facts);
    }

    public static String write(Actor actor) {
        return JSON.writeValueAsString(actor.metadata());
    }
}
