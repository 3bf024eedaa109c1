package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ProgressBar;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Registers the devices of a file. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Registers the devices in a file: CSV (name,type,location,firmware,labels,csr) or NDJSON.",
            "The portal checks all rows first. If a row is wrong, the portal registers no device and names every wrong row.",
            "Only this answer contains the password of the credentials."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard import line-4.csv --wait --results results.csv --credentials line-4.zip",
            "  onboard import line-4.ndjson --key-algorithm ec-p256 --output json"
        })
public final class ImportCommand extends StartJobCommand {
    /** The format of the file. */
    private enum FileFormat {
        CSV("text/csv"),
        NDJSON("application/x-ndjson");

        private final String type;

        FileFormat(String type) {
            this.type = type;
        }
    }

    @Parameters(paramLabel = "FILE", description = "The file with one device a row.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format of the file: csv or ndjson (default: by the file's name).")
    private @Nullable FileFormat format;

    @Option(
            names = "--key-algorithm",
            paramLabel = "ALGORITHM",
            description = "The kind of key: rsa-2048 (default), rsa-3072, ec-p256 or ed25519.")
    private @Nullable String keyAlgorithm;

    @Option(
            names = "--validity-days",
            paramLabel = "DAYS",
            description = "The number of days for which the certificates are valid.")
    private @Nullable Integer validityDays;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Identifies this request: the portal carries it out once, even if it arrives twice (default: a new key).")
    private @Nullable String idempotencyKey;

    @Override
    protected void check() {
        super.check();
        if (!Files.isRegularFile(file)) {
            throw misuse("There is no file " + file);
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        return started(portal, JobApi.IMPORTS, upload(portal));
    }

    private JsonNode upload(PortalClient portal) throws IOException {
        InputFile.requireUtf8(file);
        long size = Files.size(file);
        try (ProgressBar progress = new ProgressBar(err(), "bytes sent")) {
            return portal.json(Call.post("/imports")
                    .with("key_algorithm", keyAlgorithm)
                    .with("validity_days", validityDays)
                    .file(file, fileFormat().type, sent -> progress.reached(sent, size, -1))
                    .idempotencyKey(idempotencyKey == null ? CliRuntime.newIdempotencyKey() : idempotencyKey));
        }
    }

    private FileFormat fileFormat() {
        if (format != null) {
            return format;
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? FileFormat.NDJSON : FileFormat.CSV;
    }
}
