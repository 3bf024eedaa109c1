package org.deviceonboarding.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard audit}. */
@Command(
        name = "audit",
        description = "What happened, what was in force, and whether anybody rewrote it.",
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
