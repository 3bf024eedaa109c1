package org.deviceonboarding.cli.approval;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
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
        description = "Shows, approves and rejects requests that need a second person.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard approvals list --status pending",
            "  onboard approvals approve ID --comment \"seen the list\"",
            "  onboard approvals reject ID --comment \"the wrong hall\""
        },
        subcommands = {
            ApprovalsGroup.ListApprovalsCommand.class,
            ApprovalsGroup.ShowApprovalCommand.class,
            ApprovalsGroup.ApproveCommand.class,
            ApprovalsGroup.RejectCommand.class,
            HelpCommand.class
        })
public final class ApprovalsGroup {
    private static final List<OutputColumn> COLUMNS = List.of(
            new OutputColumn("id", "/id"),
            new OutputColumn("status", "/status"),
            new OutputColumn("action", "/action"),
            new OutputColumn("subject", "/subject"),
            new OutputColumn("requested by", "/requested_by"),
            new OutputColumn("requester's owner", "/requester_owner"),
            new OutputColumn("requested at", "/requested_at"),
            new OutputColumn("expires at", "/expires_at"),
            new OutputColumn("decided by", "/decided_by"),
            new OutputColumn("decider's owner", "/decider_owner"),
            new OutputColumn("comment", "/comment"),
            new OutputColumn("decision", "/decision_comment"));

    private static String one(String id) throws IOException {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IOException("Not an id: " + id);
        }
        return "/approvals/" + id;
    }

    /** Lists the requests. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the requests, the newest first.")
    static final class ListApprovalsCommand extends PortalCommand {
        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "List only requests of this status, such as pending.")
        private @Nullable String status;

        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            Map<String, String> where = new LinkedHashMap<>();
            if (status != null) {
                where.put("status", status);
            }
            try (ListPrinter listing = listing(COLUMNS)) {
                paging.list(portal, "/approvals", where, "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** Shows one request. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a request.")
    static final class ShowApprovalCommand extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "The id of the request.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            print(portal.json(one(id), Map.of()), COLUMNS);
            return ExitCode.OK;
        }
    }

    /** Approves or rejects a request. */
    abstract static class DecisionCommand extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "The id of the request.")
        private String id;

        @Option(
                names = "--comment",
                paramLabel = "TEXT",
                description = "The reason for the change. The log keeps the reason.")
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

    /** Approves a request. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Approves the request of another person. The portal carries the request out at once.")
    static final class ApproveCommand extends DecisionCommand {
        @Override
        String word() {
            return "approve";
        }
    }

    /** Rejects a request. */
    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Rejects a request.")
    static final class RejectCommand extends DecisionCommand {
        @Override
        String word() {
            return "reject";
        }
    }
}
