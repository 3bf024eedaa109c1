package org.deviceonboarding.cli.http;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The server refused the request. */
public final class RefusedByServer extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_DETAILS = 20;

    private final int status;
    private final transient JsonNode problem;

    private RefusedByServer(int status, JsonNode problem, String reason) {
        super(reason);
        this.status = status;
        this.problem = problem;
    }

    static RefusedByServer of(String what, int status, byte[] body) {
        JsonNode problem = read(body);
        StringBuilder text = new StringBuilder(what).append(" was refused (").append(status);
        String code = problem.path("error").asString("");
        text.append(code.isEmpty() ? ")" : " " + code + ")");
        String detail = problem.path("detail").asString(problem.path("title").asString(""));
        text.append(detail.isEmpty() ? "" : ": " + detail);
        JsonNode details = problem.path("details");
        details.valueStream()
                .limit(MOST_DETAILS)
                .forEach(one -> text.append("\n  ")
                        .append(one.has("row") ? "row " + one.path("row").asString() + ", " : "")
                        .append(one.path("field").asString(""))
                        .append(": ")
                        .append(one.path("message").asString("")));
        if (details.isArray() && details.size() > MOST_DETAILS) {
            text.append("\n  and ").append(details.size() - MOST_DETAILS).append(" more");
        }
        return new RefusedByServer(status, problem, text.toString());
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode read = JsonMapper.shared().readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JacksonException e) {
            return MissingNode.getInstance(); // it is no problem document; the status says enough
        }
    }

    public int status() {
        return status;
    }

    /** The problem document of the server, if the answer was JSON. */
    public JsonNode problem() {
        return problem;
    }
}
