package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server, and with which key: the same for every command that asks one. */
public final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:ONBOARD_URL:-http://localhost:5000}",
            description = "Where the portal is (environment: ONBOARD_URL; default: http://localhost:5000).")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            defaultValue = "${env:ONBOARD_KEY_FILE}",
            description =
                    "The file that holds the API key (environment: ONBOARD_KEY_FILE, or the key itself in ONBOARD_KEY).")
    private @Nullable Path keyFile;

    /** @throws IOException if there is no usable key where one is said to be */
    public PortalClient client() throws IOException {
        String scheme = url.getScheme();
        if (url.getHost() == null || scheme == null || !scheme.matches("https?")) {
            throw new ParameterException(command.commandLine(), "--url is like https://portal.example");
        }
        ApiKey key = key();
        boolean near = url.getHost().matches("localhost|127\\..*|\\[::1]");
        if (key != null && scheme.equals("http") && !near) {
            command.commandLine().getErr().println("onboard: the key travels in the clear to " + url.getHost());
        }
        return new PortalClient(url, key);
    }

    private @Nullable ApiKey key() throws IOException {
        if (keyFile != null) {
            return ApiKey.in(keyFile);
        }
        String given = System.getenv("ONBOARD_KEY");
        return given == null ? null : ApiKey.of(given, "ONBOARD_KEY");
    }
}
