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
            "Registers a device and issues a certificate for it.",
            "Only this answer contains the password of the credentials. --credentials-dir fetches and unpacks them at once.",
            "With --csr the device keeps its private key, and its credentials need no password."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard register --name pump-7 --type pump --credentials-dir pump-7",
            "  onboard register --name pump-8 --type pump --location \"Hall 3\" --label line=4 --csr pump-8.csr",
            "  onboard register --name pump-9 --type pump --output json | jq -r .credentials_link"
        })
public final class RegisterCommand extends PortalCommand {
    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The device's name, which must be unique.")
    private String name;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "The device type, which decides the device's topics.")
    private String type;

    @Option(names = "--location", paramLabel = "TEXT", description = "The device's location.")
    private @Nullable String location;

    @Option(names = "--firmware", paramLabel = "TEXT", description = "The device's firmware.")
    private @Nullable String firmware;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of the device. May be repeated.")
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
        print(answer, DeviceColumns.ISSUED);
        return issuing.exitCode(answer);
    }
}
