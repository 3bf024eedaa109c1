package org.deviceonboarding.access.openapi;

import static org.deviceonboarding.access.openapi.Html.code;
import static org.deviceonboarding.access.openapi.Html.text;
import static org.deviceonboarding.access.openapi.Html.words;

import tools.jackson.databind.JsonNode;

/** Writes one operation on the page. */
final class OperationText {
    private final SchemaText schemas;
    private final StringBuilder out = new StringBuilder();

    OperationText(SchemaText schemas) {
        this.schemas = schemas;
    }

    String html(String path, String method, JsonNode operation) {
        out.append("<article id=\"")
                .append(text(operation.path("operationId").asString()))
                .append("\">\n<h3>")
                .append(DocsPage.heading(method, path))
                .append("</h3>\n<p>")
                .append(words(operation.path("summary").asString()))
                .append(operation.path("security").isEmpty() ? ". Open to everybody.</p>\n" : ".</p>\n");
        String more = operation.path("description").asString("");
        if (!more.isEmpty()) {
            out.append("<p>").append(words(more)).append("</p>\n");
        }
        parameters(operation.path("parameters"));
        JsonNode body = operation.path("requestBody").path("content");
        body.forEachEntry((type, content) -> body("Request", type, content));
        operation.path("responses").forEachEntry(this::answer);
        errors(operation.path("responses"));
        return out.append("</article>\n").toString();
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        out.append(
                "<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th>Meaning</th></tr></thead><tbody>\n");
        parameters.forEach(parameter -> out.append("<tr><td>")
                .append(code(parameter.path("name").asString()))
                .append(parameter.path("required").asBoolean() ? "" : " <small>optional</small>")
                .append("</td><td>")
                .append(text(parameter.path("in").asString()))
                .append("</td><td>")
                .append(schemas.type(parameter.path("schema")))
                .append("</td><td>")
                .append(words(parameter.path("description").asString("")))
                .append("</td></tr>\n"));
        out.append("</tbody></table>\n");
    }

    private void answer(String status, JsonNode response) {
        if (!status.startsWith("2")) {
            return;
        }
        if (response.path("content").isEmpty()) {
            out.append("<h4>Answer ").append(text(status)).append("</h4>\n");
        }
        response.path("content").forEachEntry((type, content) -> body("Answer " + status, type, content));
    }

    private void body(String what, String type, JsonNode content) {
        out.append(
                "<h4>%s, %s</h4>\n<p>%s</p>\n".formatted(text(what), code(type), schemas.type(content.path("schema"))));
        JsonNode example = content.path("example");
        if (!example.isMissingNode()) {
            out.append("<pre tabindex=\"0\"><code>")
                    .append(text(example.toPrettyString()))
                    .append("</code></pre>\n");
        }
    }

    private void errors(JsonNode responses) {
        StringBuilder statuses = new StringBuilder();
        responses.propertyNames().forEach(status -> {
            if (!status.startsWith("2")) {
                statuses.append(' ').append(text(status));
            }
        });
        out.append("<p class=\"errors\">Errors:").append(statuses).append(", each a ");
        out.append(SchemaText.link(SharedParts.PROBLEM)).append(".</p>\n");
    }
}
