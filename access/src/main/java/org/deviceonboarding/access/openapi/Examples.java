package org.deviceonboarding.access.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Examples of requests and answers, each in a file named after its operation. */
final class Examples {
    private Examples() {}

    static void addTo(Operation operation) {
        if (operation.getRequestBody() != null) {
            of(operation, "request")
                    .ifPresent(example -> set(operation.getRequestBody().getContent(), example));
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                of(operation, status.equals("202") ? "accepted" : "answer")
                        .ifPresent(example -> set(response.getContent(), example));
            }
        });
    }

    private static void set(Content content, JsonNode example) {
        content.forEach((type, media) -> {
            if (type.endsWith("json")) {
                media.setExample(example);
            }
        });
    }

    private static Optional<JsonNode> of(Operation operation, String what) {
        try (InputStream file =
                Examples.class.getResourceAsStream("examples/" + operation.getOperationId() + "." + what + ".json")) {
            return file == null ? Optional.empty() : Optional.of(Json.mapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("An example in the jar cannot be read", e);
        }
    }
}
