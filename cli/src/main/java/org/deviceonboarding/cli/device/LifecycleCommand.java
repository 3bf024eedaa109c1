package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes the status of devices. A repeated change changes nothing. */
abstract class LifecycleCommand extends PortalCommand {
    @Parameters(arity = "1..*", paramLabel = "DEVICE", description = "The devices, by id or name.")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "The reason for the change. The log keeps the reason.")
    private @Nullable String comment;

    @Mixin
    private WaitOption wait;

    /** The name of the change in the request's path. */
    abstract String step();

    /** How many seconds to wait for the brokers without --wait; null for not at all. */
    @Nullable
    Integer waitsUnlessTold() {
        return null;
    }

    @Override
    protected void check() {
        wait.check();
    }

    /** Asks for confirmation before the first change. */
    void confirm(List<String> named) {}

    /** Adds members to the request's body. */
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
        Integer seconds = wait.seconds() == null ? waitsUnlessTold() : wait.seconds();
        return seconds == null
                ? change(portal, ids, body, null)
                : change(portal, ids, body, Duration.ofSeconds(seconds));
    }

    /**
     * Changes all devices first and waits for the brokers then. To wait, the command repeats each request, which changes nothing.
     */
    private int change(PortalClient portal, List<String> ids, ObjectNode body, @Nullable Duration patience)
            throws IOException {
        boolean one = ids.size() == 1;
        List<JsonNode> answers = new ArrayList<>();
        int listed = 0;
        int worst = ExitCode.OK;
        try (ListPrinter listing = listing(DeviceColumns.DONE)) {
            try {
                for (String id : ids) {
                    answers.add(post(portal, id, body, one ? patience : null));
                }
                long deadline = System.nanoTime() + (patience == null ? 0 : patience.toNanos());
                for (int i = 0; i < ids.size(); i++) {
                    JsonNode answer = answers.get(i);
                    int code = exitCode(answer);
                    if (!one && patience != null && code == ExitCode.OK) {
                        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                        answer = post(portal, ids.get(i), body, left);
                    }
                    listing.add(answer);
                    listed++;
                    worst = Math.max(worst, Math.max(code, tell(one ? "" : devices.get(i) + ", ", answer)));
                }
            } finally {
                answers.subList(listed, answers.size()).forEach(listing::add); // was done all the same
            }
        }
        if (worst == ExitCode.NOT_YET) {
            say("onboard: the change is made, but not every broker enforces it yet: onboard broker status");
        }
        return worst;
    }

    private JsonNode post(PortalClient portal, String id, ObjectNode body, @Nullable Duration patience)
            throws IOException {
        Call call = Call.post("/" + step() + "/" + id).json(body).repeatable();
        JsonNode answer = portal.json(
                patience == null ? call : call.header("Prefer", "wait=" + Math.ceilDiv(patience.toMillis(), 1000)));
        if (answer instanceof ObjectNode object && !object.has("device_id")) {
            object.put("device_id", id);
        }
        return answer;
    }

    private int tell(String whose, JsonNode answer) {
        BrokerReport report = BrokerReport.of(answer);
        report.lines().forEach(line -> say(whose + line));
        return report.complete() ? ExitCode.OK : ExitCode.NOT_YET;
    }
}
