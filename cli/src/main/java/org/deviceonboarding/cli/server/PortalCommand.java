package org.deviceonboarding.cli.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.output.OutputOptions;
import org.deviceonboarding.cli.output.SafeText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks the portal something and prints the answer. */
public abstract class PortalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Override
    public final Integer call() throws Exception {
        check();
        try (PortalClient portal = takesKey() ? server.client() : server.anonymous()) {
            return run(portal);
        }
    }

    /** A key that is no good any more is refused even where none is needed. */
    protected boolean takesKey() {
        return true;
    }

    /** Before anything is asked: whether the options go together. */
    protected void check() {}

    /** @return the exit code */
    protected abstract int run(PortalClient portal) throws Exception;

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** For people only: programs that read the output are not bothered. */
    protected final void say(String line) {
        err().println(line);
        err().flush();
    }

    /** Whether that was done, or waits for somebody else to approve it. */
    protected final int exitCode(JsonNode answer) {
        if (!answer.path("status").asString("").equals("awaiting_approval")) {
            return ExitCode.OK;
        }
        say("onboard: nothing happened yet: somebody else has to approve it: onboard approvals approve "
                + SafeText.line(answer.path("approval_id").asString("")));
        return ExitCode.AWAITING_APPROVAL;
    }

    protected final ServerOptions server() {
        return server;
    }

    protected final Format format() {
        return output.format();
    }

    protected final Listing listing(List<Column> columns) {
        return output.listing(out(), columns);
    }

    /** Prints what people should know and programs need not. */
    protected final void warn(JsonNode answer) {
        for (JsonNode warning : answer.path("warnings")) {
            err().println("onboard: " + SafeText.line(warning.path("detail").asString("")));
            err().flush();
        }
    }

    protected final void print(JsonNode thing, List<Column> columns) {
        output.print(out(), thing, columns);
    }

    protected final ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
