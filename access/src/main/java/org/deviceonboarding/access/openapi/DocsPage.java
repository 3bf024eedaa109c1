package org.deviceonboarding.access.openapi;

import static org.deviceonboarding.access.openapi.Html.code;
import static org.deviceonboarding.access.openapi.Html.text;
import static org.deviceonboarding.access.openapi.Html.words;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Writes the page: an overview, each operation by its tag, then the schemas. */
final class DocsPage {
    private final JsonNode description;
    private final SchemaText schemas;
    private final StringBuilder out = new StringBuilder();

    DocsPage(JsonNode description) {
        this.description = description;
        this.schemas = new SchemaText();
    }

    String html() {
        JsonNode info = description.path("info");
        out.append("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s: HTTP interface</title>
            <link rel="stylesheet" href="/docs/style.css">
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header><h1>%1$s</h1><p>HTTP interface, version %2$s. For programs: <a href="/openapi.json">openapi.json</a></p></header>
            """.formatted(
                text(info.path("title").asString()), text(info.path("version").asString())));
        Map<String, StringBuilder> byTag = operations();
        contents(byTag);
        out.append("<main id=\"content\">\n");
        for (String paragraph : info.path("description").asString().split("\n\n", -1)) {
            out.append("<p>").append(words(paragraph)).append("</p>\n");
        }
        description.path("tags").forEach(tag -> section(tag, byTag));
        out.append("<section><h2 id=\"schemas\">Schemas</h2>\n");
        Map<String, JsonNode> sorted = new TreeMap<>();
        description.path("components").path("schemas").forEachEntry(sorted::put);
        sorted.forEach((name, schema) -> {
            out.append("<h3 id=\"schema-")
                    .append(text(name))
                    .append("\">")
                    .append(text(name))
                    .append("</h3>\n");
            out.append(schemas.table(schema));
        });
        return out.append("</section>\n</main>\n</body>\n</html>\n").toString();
    }

    private Map<String, StringBuilder> operations() {
        Map<String, StringBuilder> byTag = new LinkedHashMap<>();
        each((path, methods) -> methods.forEachEntry((method, operation) -> byTag.computeIfAbsent(
                        operation.path("tags").path(0).asString(), _ -> new StringBuilder())
                .append(new OperationText(schemas).html(path, method, operation))));
        return byTag;
    }

    private void each(BiConsumer<String, JsonNode> reader) {
        description.path("paths").forEachEntry(reader);
    }

    private void contents(Map<String, StringBuilder> byTag) {
        out.append("<nav aria-label=\"Contents\"><ul>\n");
        description.path("tags").forEach(tag -> {
            String name = tag.path("name").asString();
            if (byTag.containsKey(name)) {
                out.append("<li><a href=\"#tag-%1$s\">%1$s</a></li>\n".formatted(text(name)));
            }
        });
        out.append("<li><a href=\"#schemas\">Schemas</a></li></ul></nav>\n");
    }

    private void section(JsonNode tag, Map<String, StringBuilder> byTag) {
        String name = tag.path("name").asString();
        StringBuilder operations = byTag.get(name);
        if (operations != null) {
            out.append("<section><h2 id=\"tag-%1$s\">%1$s</h2>\n<p>%2$s</p>\n"
                    .formatted(text(name), words(tag.path("description").asString())));
            out.append(operations).append("</section>\n");
        }
    }

    static String heading(String method, String path) {
        return "<span class=\"method\">" + text(method.toUpperCase(Locale.ROOT)) + "</span> " + code(path);
    }
}
