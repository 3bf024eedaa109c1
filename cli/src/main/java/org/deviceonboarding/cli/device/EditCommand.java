package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes a device's details. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description = "Changes a device's name, location, firmware or labels. Everything else stays.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard edit pump-7 --location \"Hall 4\" --label line=5 --remove-label spare",
            "  onboard edit pump-7 --location \"\"       # it has none any more"
        })
public final class EditCommand extends PortalCommand {
    private static final String MERGE_PATCH = "application/merge-patch+json"; // RFC 7396

    @Parameters(paramLabel = "DEVICE", description = "The device, by id or name.")
    private String device;

    @Option(names = "--name", paramLabel = "NAME", description = "The new name.")
    private @Nullable String name;

    @Option(names = "--location", paramLabel = "TEXT", description = "The new location; \"\" removes it.")
    private @Nullable String location;

    @Option(names = "--firmware", paramLabel = "TEXT", description = "The new firmware; \"\" removes it.")
    private @Nullable String firmware;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Add or replace a label. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--remove-label", paramLabel = "KEY", description = "Remove a label. May be repeated.")
    private List<String> removed = new ArrayList<>();

    @Option(
            names = "--if-match",
            paramLabel = "ETAG",
            description = "Change the device only if its etag, as onboard show prints it, is still this one.")
    private @Nullable String etag;

    @Override
    protected void check() {
        if (patch().isEmpty()) {
            throw misuse("Give at least one change");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        JsonNode answer = portal.json(Call.patch("/device/" + DeviceRef.id(portal, device))
                .body(patch(), MERGE_PATCH)
                .header("If-Match", etag)
                .repeatable()); // what it sets is set the second time too
        warn(answer);
        print(answer, DeviceColumns.EDITED);
        return exitCode(answer);
    }

    private ObjectNode patch() {
        ObjectNode patch = JsonMapper.shared().createObjectNode();
        if (name != null) {
            patch.put("name", name);
        }
        put(patch, "location", location);
        put(patch, "firmware", firmware);
        if (!labels.isEmpty() || !removed.isEmpty()) {
            ObjectNode changed = patch.putObject("labels");
            labels.forEach(changed::put);
            removed.forEach(changed::putNull);
        }
        return patch;
    }

    private static void put(ObjectNode patch, String field, @Nullable String value) {
        if (value != null) {
            patch.put(field, value.isEmpty() ? null : value);
        }
    }
}
