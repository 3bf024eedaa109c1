package org.deviceonboarding.access.openapi;

import static org.deviceonboarding.access.openapi.Html.code;
import static org.deviceonboarding.access.openapi.Html.text;
import static org.deviceonboarding.access.openapi.Html.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Describes schemas in words. */
final class SchemaText {
    private static final String PREFIX = "#/components/schemas/";

    /** As far as one line can say it. */
    String type(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return link(reference.substring(PREFIX.length()));
        }
        if (schema.has("anyOf")) {
            return join(schema.path("anyOf"), " or ");
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(choice -> code(choice.asString("")))
                    .collect(Collectors.joining(" "));
        }
        JsonNode type = schema.path("type");
        List<String> names = new ArrayList<>();
        (type.isArray() ? type.valueStream() : Stream.of(type))
                .forEach(name -> names.add(name(name.asString("any"), schema)));
        return String.join(" or ", names) + limits(schema);
    }

    private String name(String name, JsonNode schema) {
        return switch (name) {
            case "array" -> "list of " + type(schema.path("items"));
            case "object" ->
                schema.path("additionalProperties").isObject()
                        ? "map of " + type(schema.path("additionalProperties"))
                        : "object";
            default -> {
                String format = schema.path("format").asString("");
                yield text(format.isEmpty() ? name : format);
            }
        };
    }

    private static String limits(JsonNode schema) {
        List<String> limits = new ArrayList<>();
        limit(schema, "minimum", "at least ", limits);
        limit(schema, "maximum", "at most ", limits);
        limit(schema, "minLength", "characters from ", limits);
        limit(schema, "maxLength", "characters up to ", limits);
        limit(schema, "maxProperties", "members up to ", limits);
        return limits.isEmpty() ? "" : ", " + text(String.join(", ", limits));
    }

    private static void limit(JsonNode schema, String keyword, String words, List<String> limits) {
        if (schema.has(keyword)) {
            limits.add(words + schema.path(keyword).asString(""));
        }
    }

    private String join(JsonNode schemas, String separator) {
        return schemas.valueStream().map(this::type).collect(Collectors.joining(separator));
    }

    String table(JsonNode schema) {
        StringBuilder out = new StringBuilder();
        String about = schema.path("description").asString("");
        if (!about.isEmpty()) {
            out.append("<p>").append(words(about)).append("</p>\n");
        }
        Set<String> required = schema.path("required")
                .valueStream()
                .map(name -> name.asString(""))
                .collect(Collectors.toSet());
        out.append("<table><thead><tr><th>Member</th><th>Type</th></tr></thead><tbody>\n");
        schema.path("properties")
                .forEachEntry((name, member) -> out.append("<tr><td>")
                        .append(code(name))
                        .append(required.contains(name) ? "" : " <small>optional</small>")
                        .append("</td><td>")
                        .append(type(member))
                        .append(' ')
                        .append(words(member.path("description").asString("")))
                        .append("</td></tr>\n"));
        return out.append("</tbody></table>\n").toString();
    }

    static String link(String name) {
        return "<a href=\"#schema-%1$s\">%1$s</a>".formatted(text(name));
    }
}
