package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;

/** Adds to an operation what its method's signature does not say. */
final class OperationParts implements GlobalOperationCustomizer {
    private static final String PREFER = "Prefer";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        List<Parameter> parameters =
                new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
        Set<String> parsed = Stream.of(method.getMethodParameters())
                .filter(parameter -> MultiValueMap.class.isAssignableFrom(parameter.getParameterType()))
                .map(MethodParameter::getParameterName)
                .collect(Collectors.toSet());
        parameters.removeIf(parameter -> parsed.contains(parameter.getName()) || isCalled("Accept", parameter));
        parameters.forEach(OperationParts::describe);
        // Two methods that answer in two languages are one operation, and come here one after the other.
        QueryParameters.of(JobOperations.shared(String.valueOf(operation.getOperationId()))).stream()
                .filter(parameter -> parameters.stream().noneMatch(known -> isCalled(parameter.getName(), known)))
                .forEach(parameters::add);
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
        Schema<?> schema = parameter.getSchema();
        if (schema != null && schema.get$ref() != null) {
            parameter.setSchema(SharedParts.typed("string")); // a checked value of ours
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
