package org.deviceonboarding.cli.credentials;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard credentials}. */
@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        description = "Fetches a device's credentials: its private key and certificate.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FetchCommand.class, HelpCommand.class})
public final class CredentialsGroup {}
