package org.deviceonboarding.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.List;
import org.deviceonboarding.cli.acl.AclCommand;
import org.deviceonboarding.cli.approval.ApprovalsCommand;
import org.deviceonboarding.cli.audit.AuditCommand;
import org.deviceonboarding.cli.authority.CaCommand;
import org.deviceonboarding.cli.authority.CrlCommand;
import org.deviceonboarding.cli.broker.BrokerCommand;
import org.deviceonboarding.cli.bulk.BulkCommand;
import org.deviceonboarding.cli.bulk.ImportCommand;
import org.deviceonboarding.cli.bulk.ImportsCommand;
import org.deviceonboarding.cli.connect.DeviceCommand;
import org.deviceonboarding.cli.connect.TurnedAway;
import org.deviceonboarding.cli.credentials.CredentialsCommand;
import org.deviceonboarding.cli.device.DecommissionCommand;
import org.deviceonboarding.cli.device.EditCommand;
import org.deviceonboarding.cli.device.HistoryCommand;
import org.deviceonboarding.cli.device.ListCommand;
import org.deviceonboarding.cli.device.RegisterCommand;
import org.deviceonboarding.cli.device.ReissueCommand;
import org.deviceonboarding.cli.device.RenewCommand;
import org.deviceonboarding.cli.device.ResumeCommand;
import org.deviceonboarding.cli.device.RevokeCommand;
import org.deviceonboarding.cli.device.ShowCommand;
import org.deviceonboarding.cli.device.SuspendCommand;
import org.deviceonboarding.cli.doctor.DoctorCommand;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.http.ServerUnreachable;
import org.deviceonboarding.cli.http.UnknownName;
import org.deviceonboarding.cli.key.KeysCommand;
import org.deviceonboarding.cli.login.LoginCommand;
import org.deviceonboarding.cli.login.LogoutCommand;
import org.deviceonboarding.cli.login.ProfileCommand;
import org.deviceonboarding.cli.login.WhoamiCommand;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.terminal.NotConfirmed;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
            "1:something is wrong with what was verified, examined or waited for",
            "2:the command line makes no sense, or a file here cannot be used",
            "3:the server said no",
            "4:the server did not answer, or broke off",
            "5:asked whether you mean it, you did not say yes",
            "6:nothing happened yet: somebody else has to approve it",
            "7:the broker turned the device away, or ended its session"
        },
        footer = {
            "",
            "Which portal: onboard login remembers one. The options --url and --key-file win over the environment",
            "(ONBOARD_URL; ONBOARD_KEY_FILE or ONBOARD_KEY; ONBOARD_CA_FILE), and that over the profile in use.",
            "Completion for bash and zsh: source <(onboard generate-completion)",
            "",
            "Begin with: onboard login; onboard doctor; onboard register --help"
        })
public final class Onboard {
    private static final int UNAUTHORIZED = 401;

    private static final List<Class<?>> COMMANDS = List.of(
            LoginCommand.class,
            LogoutCommand.class,
            ProfileCommand.class,
            WhoamiCommand.class,
            RegisterCommand.class,
            ListCommand.class,
            ShowCommand.class,
            HistoryCommand.class,
            EditCommand.class,
            RevokeCommand.class,
            RenewCommand.class,
            ReissueCommand.class,
            SuspendCommand.class,
            ResumeCommand.class,
            DecommissionCommand.class,
            CredentialsCommand.class,
            DeviceCommand.class,
            ImportCommand.class,
            ImportsCommand.class,
            BulkCommand.class,
            ApprovalsCommand.class,
            KeysCommand.class,
            AclCommand.class,
            CrlCommand.class,
            CaCommand.class,
            BrokerCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class);

    private Onboard() {}

    public static void main(String... arguments) {
        String[] typed = Typed.read(arguments);
        if (Typed.isLost(typed)) {
            System.err.println("onboard: " + Typed.REMEDY);
            System.exit(ExitCode.USAGE);
        }
        PrintWriter out = Typed.writer(System.out);
        PrintWriter err = Typed.writer(System.err);
        System.exit(commandLine(typed).setOut(out).setErr(err).execute(typed));
    }

    /**
     * Ready to execute; tests give it their own writers.
     *
     * @param arguments to be executed: what they do not need is not built, which is most of what a start takes
     */
    public static CommandLine commandLine(String... arguments) {
        CommandLine onboard = new CommandLine(new Onboard());
        List<Class<?>> asked = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && arguments[0].equals(name(command)))
                .toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(onboard::addSubcommand);
        return onboard.setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(Onboard::exitCode)
                .setParameterExceptionHandler(Onboard::explain)
                .setExecutionExceptionHandler(Onboard::report);
    }

    private static String name(Class<?> command) {
        Command annotation = command.getAnnotation(Command.class);
        return annotation == null ? "" : annotation.name();
    }

    /** In two lines: a page about the command would hide what is wrong. */
    private static int explain(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(command.getColorScheme().errorText("onboard: " + message(e)));
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static int report(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        command.getErr().println(command.getColorScheme().errorText("onboard: " + message(e)));
        if (e instanceof RefusedByServer refusal && refusal.status() == UNAUTHORIZED) {
            command.getErr().println("onboard: onboard login remembers a key; onboard whoami says whose it is");
        }
        command.getErr().flush();
        return exitCode(e);
    }

    private static String message(Exception e) {
        if (e instanceof FileSystemException file) {
            return SafeText.lines(InputFile.sentence(file));
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : SafeText.lines(e.getMessage());
    }

    private static int exitCode(Throwable e) {
        return switch (e) {
            case RefusedByServer _, UnknownName _ -> ExitCode.REFUSED;
            case ServerUnreachable _ -> ExitCode.UNREACHABLE;
            case BundleRefused _ -> ExitCode.FOUND;
            case NotConfirmed _ -> ExitCode.NOT_CONFIRMED;
            case TurnedAway _ -> ExitCode.TURNED_AWAY;
            default -> ExitCode.USAGE; // a file that cannot be read, and whatever nobody thought of
        };
    }
}
