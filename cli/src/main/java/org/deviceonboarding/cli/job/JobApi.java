package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.credentials.CredentialsDownload;
import org.deviceonboarding.cli.credentials.CredentialsLink;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.ProgressBar;
import tools.jackson.databind.JsonNode;

/** What the portal offers for one kind of job. Both kinds have the same members below their paths. */
enum JobApi {
    IMPORTS(
            "/imports",
            "import_id",
            List.of(
                    new OutputColumn("id", "/id"),
                    new OutputColumn("status", "/status"),
                    new OutputColumn("rows", "/rows"),
                    new OutputColumn("registered", "/registered"),
                    new OutputColumn("refused", "/refused"),
                    new OutputColumn("created at", "/created_at"),
                    new OutputColumn("created by", "/created_by"))),
    BULK_CHANGES(
            "/bulk",
            "bulk_id",
            List.of(
                    new OutputColumn("id", "/id"),
                    new OutputColumn("action", "/action"),
                    new OutputColumn("status", "/status"),
                    new OutputColumn("count", "/count"),
                    new OutputColumn("done", "/done"),
                    new OutputColumn("refused", "/refused"),
                    new OutputColumn("created at", "/created_at"),
                    new OutputColumn("created by", "/created_by")));

    static final List<OutputColumn> JOB = List.of(
            new OutputColumn("id", "/id"),
            new OutputColumn("action", "/action"),
            new OutputColumn("status", "/status"),
            new OutputColumn("stopped because", "/stop_reason"),
            new OutputColumn("rows", "/rows"),
            new OutputColumn("count", "/count"),
            new OutputColumn("registered", "/registered"),
            new OutputColumn("done", "/done"),
            new OutputColumn("refused", "/refused"),
            new OutputColumn("rows per second", "/rows_per_second"),
            new OutputColumn("seconds left", "/estimated_seconds_left"),
            new OutputColumn("created at", "/created_at"),
            new OutputColumn("created by", "/created_by"),
            new OutputColumn("unclaimed", "/unclaimed"),
            new OutputColumn("credentials link", "/credentials_link"),
            new OutputColumn("credentials password", "/credentials_password"),
            new OutputColumn("credentials expire at", "/credentials_expires_at"));

    private static final Duration GLANCE = Duration.ofMillis(500);

    private final String path;
    private final String idMember;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<OutputColumn> columns;

    /**
     * @param path of all jobs of this kind
     * @param idMember the member of the answer to a start that holds the job's id
     * @param columns of the list of jobs
     */
    JobApi(String path, String idMember, List<OutputColumn> columns) {
        this.path = path;
        this.idMember = idMember;
        this.columns = columns;
    }

    String path() {
        return path;
    }

    String idMember() {
        return idMember;
    }

    List<OutputColumn> columns() {
        return columns;
    }

    JsonNode show(PortalClient portal, String id) throws IOException {
        return portal.json(one(id), Map.of());
    }

    /** Waits for the end of the job. The job goes on if this process ends before. */
    JsonNode await(PortalClient portal, String id, PrintWriter err) throws IOException {
        try (ProgressBar progress = new ProgressBar(err, "devices")) {
            while (true) {
                JsonNode job = show(portal, id);
                if (!running(job)) {
                    return job;
                }
                progress.reached(
                        done(job),
                        job.path("rows").asLong(job.path("count").asLong(0)),
                        job.path("estimated_seconds_left").asLong(-1));
                Thread.sleep(GLANCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted; job " + id + " goes on", e);
        }
    }

    private static boolean running(JsonNode job) {
        return switch (job.path("status").asString("")) {
            case "completed", "cancelled", "awaiting_approval" -> false;
            default -> true;
        };
    }

    private static long done(JsonNode job) {
        return job.path("registered").asLong(0)
                + job.path("done").asLong(0)
                + job.path("refused").asLong(0);
    }

    /** A job fails if it was cancelled, or if the portal refused one of its devices. */
    static int exitCode(JsonNode job) {
        return job.path("status").asString("").equals("completed")
                        && job.path("refused").asLong(0) == 0
                ? ExitCode.OK
                : ExitCode.FOUND;
    }

    void results(PortalClient portal, String id, Path file) throws IOException {
        Path draft = OwnersFile.create(file);
        try (InputStream in = portal.stream(one(id) + "/results", Map.of(), "text/csv");
                OutputStream out = Files.newOutputStream(draft)) {
            in.transferTo(out);
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Saves the ZIP of all credentials as it is. The manufacturing line unpacks it. */
    void credentials(PortalClient portal, JsonNode job, Path file) throws IOException {
        String link = job.path("credentials_link").asString("");
        if (link.isEmpty()) {
            throw new IOException("There are no credentials to fetch");
        }
        CredentialsDownload.save(portal, CredentialsLink.parse(link).here(), file);
    }

    /** The path of one job. An id is a UUID; no other text may become a path. */
    String one(String id) throws IOException {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IOException("Not an id: " + id);
        }
        return path + "/" + id;
    }
}
