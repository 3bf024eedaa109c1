package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.UnknownName;
import tools.jackson.databind.JsonNode;

/** A device as people name it: by its id, or by its name, which is unique. */
public final class DeviceRef {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int FEW = 500;

    private DeviceRef() {}

    /** @throws UnknownName if no device is called that */
    public static String id(PortalClient portal, String given) throws IOException {
        if (ID.matcher(given).matches()) {
            return given;
        }
        List<JsonNode> found = portal.json("/devices", Map.of("q", given, "sort", "name", "limit", FEW))
                .path("items")
                .valueStream()
                .filter(device -> device.path("name").asString("").equals(given))
                .toList();
        if (found.size() != 1) {
            throw new UnknownName("There is no device called " + given);
        }
        return found.getFirst().path("id").asString();
    }
}
