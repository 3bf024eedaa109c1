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

/** Deletes a profile. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Deletes a profile and its key from this machine. The key stays valid until onboard keys revoke.",
        footerHeading = "%nExample:%n",
        footer = "  onboard logout production")
public final class LogoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The profile to delete (default: the profile in use).")
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
        spec.commandLine().getOut().println("Deleted profile " + which);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
