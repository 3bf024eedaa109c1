package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Registers a device. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Registers a device and has a certificate made for it.",
            "The password is in this answer and nowhere else; --credentials-dir fetches and unpacks at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard register --name pump-7 --type pump --credentials-dir pump-7",
            "  onboard register --name pump-8 --type pump --location \"Hall 3\" --label line=4 --csr pump-8.csr",
            "  onboard register --name pump-9 --type pump --output json | jq -r .credentials_link"
        })
public final class RegisterCommand extends PortalCommand {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is called; no other may be.")
    private String name;

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "What it is; decides its topics.")
    private String type;

    @Option(names = "--location", paramLabel = "TEXT", description = "Where it is.")
    private @Nullable String location;

    @Option(names = "--firmware", paramLabel = "TEXT", description = "Which firmware it has.")
    private @Nullable String firmware;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Mixin
    private IssuingOptions issuing;

    @Override
    protected void check() {
        issuing.check();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("name", name).put("type", type);
        if (location != null) {
            body.put("location", location);
        }
        if (firmware != null) {
            body.put("firmware", firmware);
        }
        if (!labels.isEmpty()) {
            labels.forEach(body.putObject("labels")::put);
        }
        ObjectNode answer = issuing.issue(portal, "/register", body);
        warn(answer);
        print(answer, Columns.ISSUED);
        return issuing.exitCode(answer);
    }
}
