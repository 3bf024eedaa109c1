package org.deviceonboarding.cli.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Progress;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers many devices. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Registers the devices in a file: CSV (name,type,location,firmware,labels,csr) or NDJSON.",
            "All rows are checked first; if one is bad, none is registered, and every bad row is named.",
            "The password of the credentials is in this answer and nowhere else."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard import line-4.csv --wait --results results.csv --credentials line-4.zip",
            "  onboard import line-4.ndjson --key-algorithm ec-p256 --output json"
        })
public final class ImportCommand extends PortalCommand {
    /** What a file can be. */
    private enum Kind {
        CSV("text/csv"),
        NDJSON("application/x-ndjson");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    @Parameters(paramLabel = "FILE", description = "Its devices, a row for each.")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson (default: by the file's name).")
    private @Nullable Kind kind;

    @Option(
            names = "--key-algorithm",
            paramLabel = "ALGORITHM",
            description = "rsa-2048 (default), rsa-3072, ec-p256 or ed25519.")
    private @Nullable String keyAlgorithm;

    @Option(names = "--validity-days", paramLabel = "DAYS", description = "How long the certificates are good.")
    private @Nullable Integer validityDays;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "Names this wish (default: a new one).")
    private @Nullable String idempotencyKey;

    @Mixin
    private FollowOptions follow;

    @Override
    protected void check() {
        follow.check();
        if (!Files.isRegularFile(file)) {
            throw misuse("There is no file " + file);
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        JsonNode begun = upload(portal);
        String id = begun.path("import_id").asString("");
        if (!follow.wanted()) {
            print(renamed(begun, id), Jobs.ONE);
            return exitCode(begun);
        }
        String password = begun.path("credentials_password").asString("");
        say("onboard: import " + id + " has begun"
                + (password.isEmpty() ? "" : "; the password of its credentials is " + password));
        JsonNode job = follow.follow(portal, Jobs.IMPORTS, id, err());
        if (job instanceof ObjectNode object && !password.isEmpty()) {
            object.put("credentials_password", password);
        }
        print(job, Jobs.ONE);
        return Jobs.exitCode(job);
    }

    private JsonNode upload(PortalClient portal) throws IOException {
        InputFile.requireUtf8(file);
        long size = Files.size(file);
        try (Progress progress = new Progress(err(), "bytes sent")) {
            return portal.json(Call.post("/imports")
                    .with("key_algorithm", keyAlgorithm)
                    .with("validity_days", validityDays)
                    .file(file, kind().type, sent -> progress.reached(sent, size, -1))
                    .wish(idempotencyKey == null ? CompositionRoot.newWish() : idempotencyKey));
        }
    }

    private Kind kind() {
        if (kind != null) {
            return kind;
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? Kind.NDJSON : Kind.CSV;
    }

    private static JsonNode renamed(JsonNode begun, String id) {
        if (begun instanceof ObjectNode object) {
            object.put("id", id);
        }
        return begun;
    }
}
