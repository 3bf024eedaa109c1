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

    @Parameters(paramLabel = "FILE", description = "Its devices, a row for each.")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson (default: by the file's name).")
    private @Nullable FileFormat format;

    @Option(
            names = "--key-algorithm",
            paramLabel = "ALGORITHM",
            description = "rsa-2048 (default), rsa-3072, ec-p256 or ed25519.")
    private @Nullable String keyAlgorithm;

    @Option(names = "--validity-days", paramLabel = "DAYS", description = "How long the certificates are good.")
    private @Nullable Integer validityDays;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "Names this wish (default: a new one).")
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
