package org.deviceonboarding.cli.approval;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The group {@code onboard approvals}. */
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description = "What one asked for and another has to approve.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard approvals list --status pending",
            "  onboard approvals approve ID --comment \"seen the list\"",
            "  onboard approvals reject ID --comment \"the wrong hall\""
        },
        subcommands = {
            ApprovalsCommand.ListApprovals.class,
            ApprovalsCommand.ShowApproval.class,
            ApprovalsCommand.Approve.class,
            ApprovalsCommand.Reject.class,
            HelpCommand.class
        })
public final class ApprovalsCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "/id"),
            new Column("status", "/status"),
            new Column("action", "/action"),
            new Column("subject", "/subject"),
            new Column("requested by", "/requested_by"),
            new Column("requester's owner", "/requester_owner"),
            new Column("requested at", "/requested_at"),
            new Column("expires at", "/expires_at"),
            new Column("decided by", "/decided_by"),
            new Column("decider's owner", "/decider_owner"),
            new Column("comment", "/comment"),
            new Column("decision", "/decision_comment"));

    private static String one(String id) throws IOException {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IOException("That is no id: " + id);
        }
        return "/approvals/" + id;
    }

    /** Those there are. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists requests.")
    static final class ListApprovals extends PortalCommand {
        @Option(names = "--status", paramLabel = "STATUS", description = "Of this status only, such as pending.")
        private @Nullable String status;

        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            Map<String, String> where = new LinkedHashMap<>();
            if (status != null) {
                where.put("status", status);
            }
            try (Listing listing = listing(COLUMNS)) {
                paging.list(portal, "/approvals", where, "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** One of them. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a request.")
    static final class ShowApproval extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            print(portal.json(one(id), Map.of()), COLUMNS);
            return ExitCode.OK;
        }
    }

    /** Yes or no. */
    abstract static class Decision extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which.")
        private String id;

        @Option(names = "--comment", paramLabel = "TEXT", description = "Why; it is kept in the log.")
        private @Nullable String comment;

        abstract String word();

        @Override
        protected int run(PortalClient portal) throws IOException {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            if (comment != null) {
                body.put("comment", comment);
            }
            JsonNode answer = portal.json(Call.post(one(id) + "/" + word()).json(body));
            print(answer, COLUMNS);
            return ExitCode.OK;
        }
    }

    /** Yes. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Approves what somebody else asked for: it is done at once.")
    static final class Approve extends Decision {
        @Override
        String word() {
            return "approve";
        }
    }

    /** No. */
    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Rejects what was asked for.")
    static final class Reject extends Decision {
        @Override
        String word() {
            return "reject";
        }
    }
}
