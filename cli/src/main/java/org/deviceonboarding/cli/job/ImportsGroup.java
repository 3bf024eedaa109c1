package org.deviceonboarding.cli.job;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The group {@code onboard imports}. */
@Command(
        name = "imports",
        mixinStandardHelpOptions = true,
        description = "Shows and cancels imports: the jobs that onboard import starts.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard imports list",
            "  onboard imports show ID --wait --results results.csv",
            "  onboard imports cancel ID"
        },
        subcommands = {ListJobsCommand.class, ShowJobCommand.class, CancelJobCommand.class, HelpCommand.class})
public final class ImportsGroup implements JobGroup {
    @Override
    public JobApi api() {
        return JobApi.IMPORTS;
    }
}
