package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.DeviceFilter;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.terminal.Confirmation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes many devices. The command shows the devices first. Then it asks for the change with the number and the digest of what it
 * showed, so that the portal changes exactly these devices.
 */
abstract class BulkChangeCommand extends StartJobCommand {
    private static final List<OutputColumn> SAMPLE =
            List.of(new OutputColumn("id", "/id"), new OutputColumn("name", "/name"));

    @Mixin
    private DeviceFilter filter;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Change this device, by id or name, instead of those that filters find. May be repeated.")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--preview", description = "Show which devices would change, and change nothing.")
    private boolean preview;

    @Mixin
    private Confirmation confirmation;

    abstract String path();

    abstract String verb();

    abstract void complete(ObjectNode body);

    @Override
    protected void check() {
        Map<String, String> where = filter.where();
        if (where.isEmpty() == devices.isEmpty()) {
            throw misuse("Choose the devices by filters or by --device, not by both");
        }
        super.check();
        if (!preview) {
            confirmation.possible();
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (devices.isEmpty()) {
            filter.where().forEach(body.putObject("filter")::put);
        } else {
            for (String device : devices) {
                body.withArray("device_ids").add(DeviceRef.id(portal, device));
            }
        }
        complete(body);
        JsonNode shown = portal.json(
                Call.post(path()).json(body.deepCopy().put("preview", true)).repeatable());
        long count = shown.path("count").asLong();
        show(shown, count);
        if (preview || count == 0) {
            return ExitCode.OK;
        }
        confirmation.ask(verb() + " " + count + (count == 1 ? " device?" : " devices?"));
        body.put("preview", false).put("expected_count", count).set("expected_digest", shown.path("digest"));
        return started(
                portal,
                JobApi.BULK_CHANGES,
                portal.json(Call.post(path()).json(body).idempotencyKey(CliRuntime.newIdempotencyKey())));
    }

    private void show(JsonNode shown, long count) {
        // Without --preview the output is for the job.
        try (ListPrinter listing = preview ? listing(SAMPLE) : new ListPrinter(err(), Format.TABLE, SAMPLE)) {
            shown.path("sample").forEach(listing::add);
        }
        long more = count - shown.path("sample").size();
        say(more > 0 ? "and " + more + " more" : count + (count == 1 ? " device" : " devices"));
    }
}
