package org.deviceonboarding.cli.login;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.deviceonboarding.cli.profile.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets a portal. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Forgets a profile and its key. The key stays valid: onboard keys revoke ends it.",
        footerHeading = "%nExample:%n",
        footer = "  onboard logout production")
public final class LogoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which profile (default: the one in use).")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        ProfileFile file = ProfileFile.ofUser();
        Profiles profiles = file.read();
        String which = Optional.ofNullable(name)
                .or(() -> Optional.ofNullable(profiles.current()))
                .filter(asked -> profiles.find(asked).isPresent())
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no such profile"));
        file.write(profiles.without(which));
        spec.commandLine().getOut().println("Forgot profile " + which);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
