package org.deviceonboarding.cli;

import org.deviceonboarding.audit.bundle.BundleRefused;
import org.deviceonboarding.cli.audit.AuditCommand;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.http.ServerUnreachable;
import org.deviceonboarding.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The command {@code onboard}. */
@Command(
        name = "onboard",
        description = "The device onboarding portal from a terminal.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:something is wrong with what was verified",
            "2:the command line makes no sense, or a file here cannot be used",
            "3:the server said no",
            "4:the server did not answer, or broke off"
        },
        footer = {
            "",
            "The environment: ONBOARD_URL, and ONBOARD_KEY_FILE or ONBOARD_KEY.",
            "Completion for bash and zsh: source <(onboard generate-completion)"
        },
        subcommands = {AuditCommand.class, AutoComplete.GenerateCompletion.class, HelpCommand.class})
public final class Onboard {
    private Onboard() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Ready to execute; tests give it their own writers. */
    public static CommandLine commandLine() {
        return new CommandLine(new Onboard())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(Onboard::exitCode)
                .setExecutionExceptionHandler(Onboard::report);
    }

    private static int report(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        command.getErr().println(command.getColorScheme().errorText("onboard: " + message(e)));
        return exitCode(e);
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static int exitCode(Throwable e) {
        return switch (e) {
            case RefusedByServer _ -> ExitCode.REFUSED;
            case ServerUnreachable _ -> ExitCode.UNREACHABLE;
            case BundleRefused _ -> ExitCode.FOUND;
            default -> ExitCode.USAGE; // a file that cannot be read, and whatever nobody thought of
        };
    }
}
