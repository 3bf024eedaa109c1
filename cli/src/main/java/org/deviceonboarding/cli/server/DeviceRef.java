package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.UnknownName;
import org.deviceonboarding.domain.device.FoldedText;
import tools.jackson.databind.JsonNode;

/** Finds a device by its id or its name. Names are unique. */
public final class DeviceRef {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int FEW = 500;

    private DeviceRef() {}

    /**
     * @throws UnknownName if no device has this name
     */
    public static String id(PortalClient portal, String given) throws IOException {
        if (ID.matcher(given).matches()) {
            return given;
        }
        List<JsonNode> found = portal.json("/devices", Map.of("q", given, "sort", "name", "limit", FEW))
                .path("items")
                .valueStream()
                .toList();
        return one(found, given)
                .or(() -> one(found, FoldedText.of(given)))
                .orElseThrow(() -> new UnknownName("There is no device called " + given));
    }

    private static Optional<String> one(List<JsonNode> found, String name) {
        return found.stream()
                .filter(device -> device.path("name").asString("").equals(name))
                .findAny()
                .map(device -> device.path("id").asString());
    }
}
