package org.deviceonboarding.cli.output;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A column of a list, or a line of a single item.
 *
 * @param pointer to the value in the server's answer (RFC 6901)
 */
public record OutputColumn(String name, String pointer) {
    String value(JsonNode item) {
        return text(item.at(pointer));
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(member -> member.getKey() + "=" + text(member.getValue()))
                    .collect(Collectors.joining(","));
        }
        return value.isArray()
                ? value.valueStream().map(OutputColumn::text).collect(Collectors.joining(","))
                : value.asString();
    }
}
