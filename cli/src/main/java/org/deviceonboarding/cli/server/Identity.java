package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.output.OutputColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The caller's identity, as the server sees it. */
public final class Identity {
    public static final List<OutputColumn> COLUMNS = List.of(
            new OutputColumn("url", "/url"),
            new OutputColumn("name", "/name"),
            new OutputColumn("roles", "/roles"),
            new OutputColumn("auth", "/auth"),
            new OutputColumn("expires at", "/expires_at"));

    private static final int NOT_FOUND = 404;

    private Identity() {}

    /**
     * @throws RefusedByServer if the server does not accept the key
     */
    public static JsonNode ask(PortalClient portal) throws IOException {
        ObjectNode identity = JsonMapper.shared().createObjectNode().put("url", portal.url());
        try {
            JsonNode answer = portal.json("/whoami", Map.of());
            answer.properties().forEach(member -> identity.set(member.getKey(), member.getValue()));
        } catch (RefusedByServer e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            // An older server, or one without that role: at least it takes the key, or does not.
            portal.json("/devices", Map.of("limit", 1));
        }
        return identity;
    }
}
