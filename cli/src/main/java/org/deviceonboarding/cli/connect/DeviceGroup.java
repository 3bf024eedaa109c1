package org.deviceonboarding.cli.connect;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard device}. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "Acts as a device, to test the broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConnectCommand.class, HelpCommand.class})
public final class DeviceGroup {}
