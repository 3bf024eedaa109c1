package org.deviceonboarding.cli.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.TimeSpan;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates an API key. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Creates an API key and prints it once. With --key-out: writes the key into a file that only you can read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard keys create --name line-4 --owner ada --role operator --expires-in 90d --key-out line-4.key",
            "  onboard keys create --name review --role auditor --expires-at 2030-01-31T00:00:00Z"
        })
final class CreateKeyCommand extends PortalCommand {
    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The key's name. The log shows this name for what the key does.")
    private String name;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description =
                    "The person or program that holds the key (default: the key's name). Keys of one owner count as one person.")
    private @Nullable String owner;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "A role of the key: operator, auditor or admin. May be repeated.")
    private List<String> roles = new ArrayList<>();

    @ArgGroup
    private @Nullable Expiry expiry;

    /** When the key expires. */
    static final class Expiry {
        @Option(
                names = "--expires-at",
                paramLabel = "TIME",
                description = "The key expires at this time, such as 2030-01-31T00:00:00Z.")
        private @Nullable Instant at;

        @Option(
                names = "--expires-in",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description = "The key expires after this time, such as 90d or 12h.")
        private @Nullable Duration in;
    }

    @Option(
            names = "--key-out",
            paramLabel = "FILE",
            description = "Write the key into this new file, mode 0600, and do not print the key.")
    private @Nullable Path keyOut;

    @Override
    protected void check() {
        if (keyOut != null && Files.exists(keyOut)) {
            throw misuse(keyOut + " exists already");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("name", name);
        if (owner != null) {
            body.put("owner", owner);
        }
        roles.forEach(body.putArray("roles")::add);
        Instant until = until();
        if (until != null) {
            body.put("expires_at", until.toString());
        }
        Path draft = keyOut == null ? null : OwnersFile.create(keyOut); // before there is anything to lose
        try {
            JsonNode made = portal.json(Call.post("/admin/api-keys").json(body));
            if (draft != null && keyOut != null && made instanceof ObjectNode object) {
                Files.writeString(draft, object.path("key").asString() + "\n");
                Files.move(draft, keyOut);
                object.remove("key");
            }
            print(
                    made,
                    Stream.concat(KeysGroup.COLUMNS.stream(), Stream.of(new OutputColumn("key", "/key")))
                            .toList());
        } finally {
            if (draft != null) {
                Files.deleteIfExists(draft);
            }
        }
        return ExitCode.OK;
    }

    private @Nullable Instant until() {
        if (expiry == null) {
            return null;
        }
        return expiry.in == null
                ? expiry.at
                : CliRuntime.clock().instant().plus(expiry.in).truncatedTo(ChronoUnit.SECONDS);
    }
}
