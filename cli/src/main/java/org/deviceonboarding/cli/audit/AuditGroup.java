package org.deviceonboarding.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard audit}. */
@Command(
        name = "audit",
        description = "Reads, exports and verifies the log, and shows the state at any time.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExportCommand.class,
            VerifyCommand.class,
            EventsCommand.class,
            LogCommand.class,
            CheckpointCommand.class,
            StateCommand.class,
            HelpCommand.class
        })
public final class AuditGroup {}
