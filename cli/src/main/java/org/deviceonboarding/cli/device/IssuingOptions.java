package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.nio.file.Path;
import org.deviceonboarding.cli.credentials.CredentialsDownload;
import org.deviceonboarding.cli.credentials.CredentialsLink;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Options for a new certificate and its credentials. */
final class IssuingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--key-algorithm",
            paramLabel = "ALGORITHM",
            description = "The kind of key: rsa-2048 (default), rsa-3072, ec-p256 or ed25519.")
    private @Nullable String keyAlgorithm;

    @Option(
            names = "--validity-days",
            paramLabel = "DAYS",
            description = "The number of days for which the certificate is valid.")
    private @Nullable Integer validityDays;

    @Option(
            names = "--csr",
            paramLabel = "FILE",
            description = "A certificate signing request (PEM or DER). The device keeps its private key.")
    private @Nullable Path csr;

    @Option(
            names = "--credentials-dir",
            paramLabel = "DIR",
            description = "Fetch the credentials and unpack them into this new folder.")
    private @Nullable Path folder;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Identifies this request: the portal carries it out once, even if it arrives twice (default: a new key).")
    private @Nullable String idempotencyKey;

    void check() {
        if (csr != null && keyAlgorithm != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--csr and --key-algorithm exclude each other: with --csr the key exists already");
        }
    }

    /**
     * @return the portal's answer; if the credentials were fetched, with their folder
     */
    ObjectNode issue(PortalClient portal, String path, ObjectNode body) throws IOException {
        Path into = folder == null ? null : folder.toAbsolutePath();
        if (into != null) {
            CredentialsDownload.requireRoom(into, into.resolveSibling(into.getFileName() + ".zip"));
        }
        Call call = Call.post(path)
                .json(completed(body))
                .idempotencyKey(idempotencyKey == null ? CliRuntime.newIdempotencyKey() : idempotencyKey);
        if (!(portal.json(call) instanceof ObjectNode answer)) {
            throw new IOException("The server's answer is not a JSON object");
        }
        if (into != null && answer.has("credentials_link")) {
            unpack(portal, answer, into);
        }
        return answer;
    }

    private ObjectNode completed(ObjectNode body) throws IOException {
        if (keyAlgorithm != null) {
            body.put("key_algorithm", keyAlgorithm);
        }
        if (validityDays != null) {
            body.put("validity_days", validityDays);
        }
        if (csr != null) {
            body.put("csr", RequestFile.pem(csr));
        }
        return body;
    }

    // Whatever goes wrong here, the device is registered: link and password must not be lost with the message.
    private void unpack(PortalClient portal, ObjectNode answer, Path into) {
        CredentialsLink link = CredentialsLink.parse(
                        answer.path("credentials_link").asString(""))
                .here();
        try {
            CredentialsDownload.unpack(
                    portal,
                    link,
                    answer.path("credentials_password").asString("").toCharArray(),
                    into);
            answer.remove("credentials_link");
            answer.remove("credentials_password");
            answer.remove("credentials_expires_at");
            answer.put("credentials_dir", into.toString());
        } catch (IOException e) {
            command.commandLine()
                    .getErr()
                    .println("onboard: the credentials were not fetched: "
                            + SafeText.lines(String.valueOf(e.getMessage())));
            command.commandLine().getErr().flush();
        }
    }

    /** The exit code: a failure if the credentials should have been fetched and were not. */
    int exitCode(JsonNode answer) {
        return folder == null || answer.has("credentials_dir") ? ExitCode.OK : ExitCode.FOUND;
    }
}
