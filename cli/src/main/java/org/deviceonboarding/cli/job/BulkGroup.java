package org.deviceonboarding.cli.job;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard bulk}. */
@Command(
        name = "bulk",
        mixinStandardHelpOptions = true,
        description = "Changes many devices at once. The portal works on each change as a job in the background.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard bulk revoke --label batch=17 --preview",
            "  onboard bulk list",
            "  onboard bulk show ID --wait --results results.csv"
        },
        subcommands = {
            BulkRevokeCommand.class,
            BulkRenewCommand.class,
            ListJobsCommand.class,
            ShowJobCommand.class,
            CancelJobCommand.class,
            ClaimCommand.class,
            HelpCommand.class
        })
public final class BulkGroup implements JobGroup {
    @Override
    public JobApi api() {
        return JobApi.BULK_CHANGES;
    }
}
