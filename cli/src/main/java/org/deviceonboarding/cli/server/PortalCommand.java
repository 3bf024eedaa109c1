package org.deviceonboarding.cli.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.OutputOptions;
import org.deviceonboarding.cli.output.SafeText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that sends requests to the portal and prints the answer. */
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

    /** Whether to send the key. The portal refuses a bad key even where no key is needed. */
    protected boolean takesKey() {
        return true;
    }

    /** Checks whether the options fit together, before the first request. */
    protected void check() {}

    /** @return the exit code */
    protected abstract int run(PortalClient portal) throws Exception;

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints a line for people, to standard error. Programs read standard output only. */
    protected final void say(String line) {
        err().println(line);
        err().flush();
    }

    /** The exit code for an answer: the change is made, or waits for the approval of a second person. */
    protected final int exitCode(JsonNode answer) {
        if (!answer.path("status").asString("").equals("awaiting_approval")) {
            return ExitCode.OK;
        }
        say("onboard: nothing has changed yet: a second person has to approve the request: onboard approvals approve "
                + SafeText.line(answer.path("approval_id").asString("")));
        return ExitCode.AWAITING_APPROVAL;
    }

    protected final ServerOptions server() {
        return server;
    }

    protected final Format format() {
        return output.format();
    }

    protected final ListPrinter listing(List<OutputColumn> columns) {
        return output.listing(out(), columns);
    }

    /** Prints the warnings of an answer, for people only. */
    protected final void warn(JsonNode answer) {
        for (JsonNode warning : answer.path("warnings")) {
            err().println("onboard: " + SafeText.line(warning.path("detail").asString("")));
            err().flush();
        }
    }

    protected final void print(JsonNode thing, List<OutputColumn> columns) {
        output.print(out(), thing, columns);
    }

    protected final ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
