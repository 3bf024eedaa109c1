package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.deviceonboarding.access.http.HealthProbes;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Gives each operation its security, its errors, its media types and its examples. */
final class WholeDescription implements GlobalOpenApiCustomizer {
    /** What tells of trouble in the form of its answer, not as a problem document. */
    private static final Set<String> TELLS_OF_TROUBLE = Set.of("/health", HealthProbes.READY);

    /** What needs no key; the access rules are what counts, and a test compares. */
    private static final Pattern OPEN = Pattern.compile(
            "/health|/health/live|/health/ready|/metrics|/ca\\.crt|/ca/chain\\.pem|/crl|/crl\\.pem|/crl/root|/crl/root\\.pem|/crl/chain\\.pem"
                    + "|/credentials/\\{token}|/credentials/batch/\\{token}|/audit/proof/.*|/audit/checkpoint|GET /audit/checkpoints|/openapi\\.json|/docs.*");

    @Override
    public void customise(OpenAPI description) {
        if (description.getPaths() == null) {
            return;
        }
        description.getComponents().getSchemas().remove("JsonNode");
        if (description.getPaths().containsKey("/device/{id}")) {
            description.getComponents().addSchemas(PatchSchema.NAME, PatchSchema.schema());
        }
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        JobOperations.name(path, operation);
        boolean open = OPEN.matcher(path).matches()
                || OPEN.matcher(method + " " + path).matches();
        operation.setSecurity(open ? List.of() : SharedParts.proofs(changes(method)));
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        responses.keySet().removeIf(status -> !status.startsWith("2"));
        String id = String.valueOf(operation.getOperationId());
        if (id.equals("changeDevice")) {
            operation
                    .getRequestBody()
                    .getContent()
                    .values()
                    .forEach(body -> body.setSchema(new JsonSchema().$ref(PatchSchema.NAME)));
        }
        RawMedia.takenBy(id).ifPresent(operation::setRequestBody);
        responses.values().forEach(response -> media(id, response));
        for (String status : errors(path, method, operation, open)) {
            responses.addApiResponse(status, new ApiResponse().$ref(SharedParts.name(status)));
        }
        ApiResponse told = responses.get("200");
        if (told != null && TELLS_OF_TROUBLE.contains(path)) {
            responses.addApiResponse(
                    "503", new ApiResponse().description("It is unhealthy").content(told.getContent()));
        }
        operation.setResponses(responses);
        Examples.addTo(operation);
    }

    private static void media(String id, ApiResponse response) {
        if (response.getDescription() == null || response.getDescription().equals("OK")) {
            response.setDescription("It is so");
        }
        RawMedia.addTo(id, response);
        if (id.equals("getDevice") || id.equals("changeDevice")) {
            response.addHeaderObject(
                    "ETag",
                    new Header()
                            .description("For `If-Match` and `If-None-Match`")
                            .schema(SharedParts.typed("string")));
        }
    }

    private static List<String> errors(String path, PathItem.HttpMethod method, Operation operation, boolean open) {
        List<String> errors = new ArrayList<>();
        errors.add("400");
        if (!open) {
            errors.addAll(List.of("401", "403"));
        }
        if (path.contains("{")) {
            errors.add("404");
        }
        if (path.equals("/imports") && changes(method)) {
            errors.add("408");
        }
        if (changes(method) && !open) {
            errors.add("409");
        }
        if (path.startsWith("/credentials/")) {
            if (method == PathItem.HttpMethod.GET) {
                errors.add("405");
            }
            if (method == PathItem.HttpMethod.POST && path.contains("/batch/")) {
                errors.add("409");
            }
            errors.add("410");
        }
        if (has("If-Match", operation)) {
            errors.add("412");
        }
        if (operation.getRequestBody() != null) {
            errors.addAll(List.of("413", "415"));
        }
        if (has("Idempotency-Key", operation)) {
            errors.add("422");
        }
        errors.addAll(List.of("429", "500", "503"));
        return errors;
    }

    private static boolean changes(PathItem.HttpMethod method) {
        return method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.HEAD;
    }

    private static boolean has(String parameter, Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().map(Parameter::getName).anyMatch(parameter::equals);
    }
}
