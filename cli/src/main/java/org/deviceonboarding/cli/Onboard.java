package org.deviceonboarding.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.List;
import org.deviceonboarding.cli.acl.AclGroup;
import org.deviceonboarding.cli.approval.ApprovalsGroup;
import org.deviceonboarding.cli.audit.AuditGroup;
import org.deviceonboarding.cli.authority.CaGroup;
import org.deviceonboarding.cli.authority.CrlGroup;
import org.deviceonboarding.cli.broker.BrokerGroup;
import org.deviceonboarding.cli.connect.DeviceGroup;
import org.deviceonboarding.cli.connect.RefusedByBroker;
import org.deviceonboarding.cli.credentials.CredentialsGroup;
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
import org.deviceonboarding.cli.job.BulkGroup;
import org.deviceonboarding.cli.job.ImportCommand;
import org.deviceonboarding.cli.job.ImportsGroup;
import org.deviceonboarding.cli.key.KeysGroup;
import org.deviceonboarding.cli.login.LoginCommand;
import org.deviceonboarding.cli.login.LogoutCommand;
import org.deviceonboarding.cli.login.ProfileGroup;
import org.deviceonboarding.cli.login.WhoamiCommand;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.terminal.NotConfirmed;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
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
        description = "Works with the device onboarding portal from a terminal.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the command succeeded",
            "1:verify, doctor, a CRL check or a job found something wrong",
            "2:the command line is wrong, or a file on this machine cannot be used",
            "3:the server refused the request",
            "4:the server did not answer, or its answer broke off",
            "5:you were asked to confirm and did not say yes",
            "6:nothing has changed yet: a second person has to approve the request",
            "7:the broker refused the device, or ended the device's session",
            "8:the change is made, but not every broker enforced it in time"
        },
        footer = {
            "",
            "onboard login stores the portal's address and your key. --url and --key-file win over the environment",
            "(ONBOARD_URL; ONBOARD_KEY_FILE or ONBOARD_KEY; ONBOARD_CA_FILE); the environment wins over the profile.",
            "Completion for bash and zsh: source <(onboard generate-completion)",
            "",
            "Start with: onboard login; onboard doctor; onboard register --help"
        })
public final class Onboard {
    private static final int UNAUTHORIZED = 401;

    private static final List<Class<?>> COMMANDS = List.of(
            LoginCommand.class,
            LogoutCommand.class,
            ProfileGroup.class,
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
            CredentialsGroup.class,
            DeviceGroup.class,
            ImportCommand.class,
            ImportsGroup.class,
            BulkGroup.class,
            ApprovalsGroup.class,
            KeysGroup.class,
            AclGroup.class,
            CrlGroup.class,
            CaGroup.class,
            BrokerGroup.class,
            AuditGroup.class,
            DoctorCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class);

    private Onboard() {}

    public static void main(String... arguments) {
        String[] typed = TerminalEncoding.read(arguments);
        if (TerminalEncoding.isLost(typed)) {
            System.err.println("onboard: " + TerminalEncoding.REMEDY);
            System.exit(ExitCode.USAGE);
        }
        PrintWriter out = TerminalEncoding.writer(System.out);
        PrintWriter err = TerminalEncoding.writer(System.err);
        System.exit(commandLine(typed).setOut(out).setErr(err).execute(typed));
    }

    /**
     * A command line that is ready to execute. Tests give it their own writers.
     *
     * @param arguments to execute: only the command that they name is built, because building all commands takes most of the
     *     start
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

    /** Explains a wrong command line in two lines. The whole help page would hide the mistake. */
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
            command.getErr().println("onboard: onboard login stores a key; onboard whoami shows whose key it is");
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
            case AuditBundleRefused _ -> ExitCode.FOUND;
            case NotConfirmed _ -> ExitCode.NOT_CONFIRMED;
            case RefusedByBroker _ -> ExitCode.TURNED_AWAY;
            default -> ExitCode.USAGE; // a file that cannot be read, and whatever nobody thought of
        };
    }
}
