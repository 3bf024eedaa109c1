package org.deviceonboarding.cli.login;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.ApiKey;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.profile.Profile;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.deviceonboarding.cli.profile.Profiles;
import org.deviceonboarding.cli.server.Identity;
import org.deviceonboarding.cli.server.ServerOptions;
import org.deviceonboarding.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Remembers a portal and our key for it. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Checks an API key at a portal and remembers both, in a file that only you can read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard login https://portal.example",
            "  onboard login https://portal.example --as production --key-stdin < operator.key",
            "  onboard login http://localhost:5000 --key-file data/admin.key"
        })
public final class LoginCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "Where the portal is (default: as for every command).")
    private @Nullable URI url;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "What to call it (default: what --profile says, or default).")
    private @Nullable String as;

    @Option(names = "--key-stdin", description = "Read the key from the standard input instead of asking for it.")
    private boolean keyFromInput;

    @Override
    public Integer call() throws IOException {
        String name = Optional.ofNullable(as).or(server::profileName).orElse(Profiles.DEFAULT);
        if (!Profiles.isName(name)) {
            throw new ParameterException(
                    spec.commandLine(), "A profile's name is 1 to 63 of letters, digits and . _ -");
        }
        ServerOptions.Target target = target();
        JsonNode identity;
        try (PortalClient portal = target.client()) {
            identity = Identity.ask(portal);
        }
        ProfileFile file = ProfileFile.ofUser();
        Profile profile = new Profile(
                target.url(),
                Objects.requireNonNull(target.key()),
                target.caFile() == null ? null : target.caFile().toAbsolutePath(),
                target.insecureHttp());
        file.write(file.read().with(name, profile));
        String who = SafeText.line(identity.path("name").asString(""));
        spec.commandLine()
                .getOut()
                .println("Logged in to " + target.url() + (who.isEmpty() ? "" : " as " + who) + " (profile " + name
                        + ")");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private ServerOptions.Target target() throws IOException {
        ServerOptions.Target known = server.newTarget(url);
        ServerOptions.Target target =
                new ServerOptions.Target(known.url(), key(known.key()), known.caFile(), known.insecureHttp());
        server.requireSafe(target);
        return target;
    }

    private ApiKey key(@Nullable ApiKey given) throws IOException {
        if (keyFromInput) {
            return ApiKey.of(Terminal.standardInput(), "The standard input");
        }
        return given != null
                ? given
                : ApiKey.of(Terminal.secret("API key: ", "use --key-stdin or --key-file"), "What you entered");
    }
}
