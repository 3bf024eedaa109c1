package org.deviceonboarding.cli.login;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.BearerKey;
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

/** Stores a portal's address and a key as a profile. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Checks an API key at a portal and stores both as a profile, in a file that only you can read.",
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
            description = "The portal's address (default: as for every command).")
    private @Nullable URI url;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The profile's name (default: the name in --profile, or default).")
    private @Nullable String as;

    @Option(names = "--key-stdin", description = "Read the key from standard input instead of asking for it.")
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

    private BearerKey key(@Nullable BearerKey given) throws IOException {
        if (keyFromInput) {
            return BearerKey.of(Terminal.standardInput(), "The standard input");
        }
        return given != null
                ? given
                : BearerKey.of(Terminal.secret("API key: ", "use --key-stdin or --key-file"), "What you entered");
    }
}
