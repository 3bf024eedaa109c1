package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** Adds to an operation what its method's signature does not say. */
final class OperationParts implements GlobalOperationCustomizer {
    private static final String PREFER = "Prefer";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            describe(parameter);
            // Two methods that answer in two languages are one operation, and come here one after the other.
            named.putIfAbsent(parameter.getName(), parameter);
        }
        named.remove(HttpHeaders.ACCEPT);
        List<Parameter> parameters = new ArrayList<>(named.values());
        if (method.hasMethodAnnotation(Idempotent.class)) {
            parameters.add(idempotencyKey());
            header(operation, "2", Idempotent.REPLAYED, "`true` if this answer was given before");
        }
        if (parameters.stream().anyMatch(parameter -> isCalled(PREFER, parameter))) {
            header(operation, "200", "Preference-Applied", "`wait=N` if the answer waited, or would have");
        }
        operation.setParameters(parameters);
        return operation;
    }

    private static boolean isCalled(String name, Parameter parameter) {
        return name.equals(parameter.getName());
    }

    private static void describe(Parameter parameter) {
        if ("query".equals(parameter.getIn())) {
            parameter.setName(SchemaNames.snakeCase(parameter.getName()));
        }
        Schema<?> schema = parameter.getSchema();
        if (schema != null && schema.get$ref() != null) {
            parameter.setSchema(SharedParts.typed("string")); // a checked value of ours
        } else if (schema != null) {
            Constraints.ofParameter(schema);
        }
        if (isCalled(HttpHeaders.IF_MATCH, parameter)) {
            parameter.setDescription(
                    "`ETag` of the device as you saw it: if it changed meanwhile, 412 and nothing is done");
            parameter.setExample("\"4711\"");
        } else if (isCalled(PREFER, parameter)) {
            parameter.setSchema(SharedParts.typed("string"));
            parameter.setDescription(
                    "`wait=N` (RFC 7240): answer once every broker enforces the change, or after N seconds, at most 60; "
                            + "`enforcement` then says how far it got at each broker");
            parameter.setExample("wait=10");
        } else if (isCalled("min_position", parameter)) {
            parameter.setDescription("Wait until the view has got there; by default, to the log's head");
        }
    }

    private static Parameter idempotencyKey() {
        Schema<Object> schema = SharedParts.typed("string");
        schema.setMinLength(16);
        schema.setMaxLength(255);
        return new Parameter()
                .name(Idempotent.HEADER)
                .in("header")
                .description("Made up by you for this request: sent again with the same key and body, it gets the same "
                        + "answer and does nothing twice, for 24 hours")
                .schema(schema)
                .example("8e03978e-40d5-43e8-bc93-6894a57f9324");
    }

    /** @param status how the statuses begin of the answers that have the header */
    private static void header(Operation operation, String status, String name, String description) {
        if (operation.getResponses() != null) {
            operation.getResponses().entrySet().stream()
                    .filter(response -> response.getKey().startsWith(status))
                    .forEach(response -> response.getValue()
                            .addHeaderObject(
                                    name, new Header().description(description).schema(SharedParts.typed("string"))));
        }
    }
}
