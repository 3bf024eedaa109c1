package org.deviceonboarding.cli.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.DeviceFilter;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.terminal.Confirmation;
import org.deviceonboarding.cli.world.CompositionRoot;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of many devices: shown first, then asked for with the number and the digest that were shown, so that nothing is changed that nobody
 * saw.
 */
abstract class Change extends PortalCommand {
    private static final List<Column> SAMPLE = List.of(new Column("id", "/id"), new Column("name", "/name"));
    private static final List<Column> AWAITING = List.of(
            new Column("status", "/status"),
            new Column("approval id", "/approval_id"),
            new Column("expires at", "/expires_at"));

    @Mixin
    private DeviceFilter filter;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "This one, by id or name, instead of filters. May be repeated.")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--preview", description = "Show which devices it would be, and change nothing.")
    private boolean preview;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private FollowOptions follow;

    abstract String path();

    abstract String verb();

    abstract void complete(ObjectNode body);

    @Override
    protected void check() {
        Map<String, String> where = filter.where();
        if (where.isEmpty() == devices.isEmpty()) {
            throw misuse("Say which devices: by filters, or by --device");
        }
        follow.check();
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
        return run(
                portal,
                body.put("preview", false).put("expected_count", count).set("expected_digest", shown.path("digest")));
    }

    private void show(JsonNode shown, long count) {
        // Unless it is all that was asked for, the output is the job's.
        try (Listing listing = preview ? listing(SAMPLE) : new Listing(err(), Format.TABLE, SAMPLE)) {
            shown.path("sample").forEach(listing::add);
        }
        long more = count - shown.path("sample").size();
        say(more > 0 ? "and " + more + " more" : count + (count == 1 ? " device" : " devices"));
    }

    private int run(PortalClient portal, ObjectNode body) throws IOException {
        JsonNode begun = portal.json(Call.post(path()).json(body).wish(CompositionRoot.newWish()));
        String id = begun.path("bulk_id").asString("");
        if (begun instanceof ObjectNode object && !id.isEmpty()) {
            object.put("id", id);
        }
        boolean awaiting = exitCode(begun) == ExitCode.AWAITING_APPROVAL;
        if (awaiting || !follow.wanted()) {
            print(begun, awaiting ? AWAITING : Jobs.ONE);
            return awaiting ? ExitCode.AWAITING_APPROVAL : ExitCode.OK;
        }
        String password = begun.path("credentials_password").asString("");
        if (!password.isEmpty()) {
            say("onboard: the password of the credentials is " + SafeText.line(password));
        }
        JsonNode job = follow.follow(portal, Jobs.CHANGES, id, err());
        if (job instanceof ObjectNode object && !password.isEmpty()) {
            object.put("credentials_password", password);
        }
        print(job, Jobs.ONE);
        return Jobs.exitCode(job);
    }
}
