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
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.TimeSpan;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a key. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {"Makes a key. It is shown once; --key-out writes it into a file that only you can read instead."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard keys create --name line-4 --owner ada --role operator --expires-in 90d --key-out line-4.key",
            "  onboard keys create --name review --role auditor --expires-at 2030-01-31T00:00:00Z"
        })
final class CreateKeyCommand extends PortalCommand {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the log calls whoever uses it.")
    private String name;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description =
                    "The person or program that holds it (default: the name). Keys of one owner count as one person.")
    private @Nullable String owner;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "operator, auditor or admin. May be repeated.")
    private List<String> roles = new ArrayList<>();

    @ArgGroup
    private @Nullable Expiry expiry;

    /** Until when. */
    static final class Expiry {
        @Option(names = "--expires-at", paramLabel = "TIME", description = "Until this moment (2030-01-31T00:00:00Z).")
        private @Nullable Instant at;

        @Option(
                names = "--expires-in",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description = "For so long (90d, 12h).")
        private @Nullable Duration in;
    }

    @Option(
            names = "--key-out",
            paramLabel = "FILE",
            description = "Write the key there, mode 0600, and do not show it.")
    private @Nullable Path keyOut;

    @Override
    protected void check() {
        if (keyOut != null && Files.exists(keyOut)) {
            throw misuse(keyOut + " is there already");
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
                    Stream.concat(KeysCommand.COLUMNS.stream(), Stream.of(new Column("key", "/key")))
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
                : CompositionRoot.clock().instant().plus(expiry.in).truncatedTo(ChronoUnit.SECONDS);
    }
}
