package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A step in the lives of some devices. To ask for one that was taken already changes nothing. */
abstract class ChangeCommand extends PortalCommand {
    @Parameters(arity = "1..*", paramLabel = "DEVICE", description = "Ids or names.")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; it is kept in the log.")
    private @Nullable String comment;

    /** The path is of this name. */
    abstract String step();

    /** Before anything is changed. */
    void confirm(List<String> named) {}

    /** What belongs into the request beside the comment. */
    void complete(ObjectNode body) {}

    @Override
    protected int run(PortalClient portal) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String device : devices) {
            ids.add(DeviceRef.id(portal, device)); // all of them, before the first is changed
        }
        confirm(devices);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (comment != null) {
            body.put("comment", comment);
        }
        complete(body);
        int worst = ExitCode.OK;
        try (Listing listing = listing(Columns.DONE)) {
            for (String id : ids) {
                JsonNode answer = portal.json(
                        Call.post("/" + step() + "/" + id).json(body).repeatable());
                if (answer instanceof ObjectNode object && !object.has("device_id")) {
                    object.put("device_id", id);
                }
                listing.add(answer);
                worst = Math.max(worst, exitCode(answer));
            }
        }
        return worst;
    }
}
