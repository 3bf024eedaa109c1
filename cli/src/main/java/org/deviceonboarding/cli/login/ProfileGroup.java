package org.deviceonboarding.cli.login;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.OutputOptions;
import org.deviceonboarding.cli.profile.Profile;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.deviceonboarding.cli.profile.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The group {@code onboard profile}. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Lists and selects the profiles that onboard login stored.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  onboard profile list", "  onboard profile use production"},
        subcommands = HelpCommand.class)
public final class ProfileGroup {
    private static final List<OutputColumn> COLUMNS = List.of(
            new OutputColumn("in use", "/in_use"),
            new OutputColumn("name", "/name"),
            new OutputColumn("url", "/url"),
            new OutputColumn("ca file", "/ca_file"));

    @Spec
    private CommandSpec spec;

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the profiles, without their keys.")
    int list(@Mixin OutputOptions output) throws IOException {
        Profiles profiles = ProfileFile.ofUser().read();
        try (ListPrinter listing = output.listing(spec.commandLine().getOut(), COLUMNS)) {
            for (Map.Entry<String, Profile> entry : profiles.all()) {
                listing.add(JsonMapper.shared()
                        .createObjectNode()
                        .put("in_use", entry.getKey().equals(profiles.current()))
                        .put("name", entry.getKey())
                        .put("url", entry.getValue().url().toString())
                        .put(
                                "ca_file",
                                entry.getValue().caFile() == null
                                        ? null
                                        : String.valueOf(entry.getValue().caFile())));
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "use",
            mixinStandardHelpOptions = true,
            description = "Selects the profile that commands use from now on.")
    int use(@Parameters(paramLabel = "NAME", description = "The profile to use.") String name) throws IOException {
        ProfileFile file = ProfileFile.ofUser();
        Profiles profiles = file.read();
        if (profiles.find(name).isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no profile " + name);
        }
        file.write(profiles.using(name));
        return ExitCode.OK;
    }
}
