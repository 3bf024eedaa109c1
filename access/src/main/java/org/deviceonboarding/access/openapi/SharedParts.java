package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of the description that many operations share. */
final class SharedParts {
    static final String PROBLEM = "ProblemDetail";
    static final String BEARER = "bearer";
    static final String SESSION = "session";
    static final String SESSION_WITHOUT_TLS = "session_without_tls";
    static final String CSRF = "csrf";

    /** Every {@code error} code there is, by the status it comes with. */
    static final Map<String, List<String>> ERRORS = errors();

    private SharedParts() {}

    private static Map<String, List<String>> errors() {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        errors.put(
                "400", List.of("validation_error", "invalid_json", "invalid_device_id", "invalid_csr", "bad_request"));
        errors.put("401", List.of("unauthorized"));
        errors.put("403", List.of("forbidden", "https_required"));
        errors.put("404", List.of("not_found"));
        errors.put("405", List.of("method_not_allowed"));
        errors.put("406", List.of("not_acceptable"));
        errors.put("408", List.of("request_timeout"));
        errors.put("409", List.of("conflict", "duplicate_name", "key_compromised", "key_in_use"));
        errors.put("410", List.of("gone"));
        errors.put("412", List.of("precondition_failed"));
        errors.put("413", List.of("payload_too_large"));
        errors.put("414", List.of("uri_too_long"));
        errors.put("415", List.of("unsupported_media_type"));
        errors.put("422", List.of("idempotency_key_reused"));
        errors.put("429", List.of("rate_limited"));
        errors.put("500", List.of("internal_error"));
        errors.put(
                "503",
                List.of(
                        "unavailable",
                        "not_caught_up",
                        "storage_full",
                        "outcome_unknown",
                        "older_process",
                        "ca_unavailable"));
        return errors;
    }

    static Components components() {
        Components components = new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An API key, or a token of the configured OpenID Connect issuer."))
                .addSecuritySchemes(
                        SESSION,
                        key(
                                SecurityScheme.In.COOKIE,
                                "__Host-onboarding_session",
                                "A browser's session; `__Secure-onboarding_session` below a path."))
                .addSecuritySchemes(
                        SESSION_WITHOUT_TLS,
                        key(SecurityScheme.In.COOKIE, "onboarding_session", "The same where there is no TLS."))
                .addSecuritySchemes(
                        CSRF,
                        key(
                                SecurityScheme.In.HEADER,
                                "X-CSRF-Token",
                                "What a change in a session needs too; each page has it in its meta element"
                                        + " csrf-token."));
        ERRORS.forEach((status, codes) -> components.addResponses(name(status), response(status, codes)));
        return components;
    }

    private static SecurityScheme key(SecurityScheme.In in, String name, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(in)
                .name(name)
                .description(description);
    }

    /** What proves who calls: one of these. */
    static List<SecurityRequirement> proofs(boolean changes) {
        return Stream.of(BEARER, SESSION, SESSION_WITHOUT_TLS)
                .map(scheme -> {
                    SecurityRequirement proof = new SecurityRequirement().addList(scheme);
                    return changes && !scheme.equals(BEARER) ? proof.addList(CSRF) : proof;
                })
                .toList();
    }

    static String name(String status) {
        return "Problem" + status;
    }

    private static ApiResponse response(String status, List<String> codes) {
        ApiResponse response = new ApiResponse()
                .description("`error`: " + String.join(", ", codes))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json", new MediaType().schema(new JsonSchema().$ref(PROBLEM))));
        if (List.of("409", "429", "503").contains(status)) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header()
                            .description("Seconds, where trying again helps")
                            .schema(typed("integer")));
        }
        return response;
    }

    private static Schema<?> problem() {
        Schema<?> fault = typed("object");
        fault.addProperty("row", typed("integer").description("Of an import"));
        fault.addProperty("field", typed("string"));
        fault.addProperty("message", typed("string"));
        fault.setRequired(List.of("field", "message"));
        Schema<Object> code = typed("string");
        code.setDescription("What went wrong, for programs; stable");
        code.setEnum(ERRORS.values().stream().<Object>flatMap(List::stream).toList());
        Schema<?> problem = typed("object");
        problem.setDescription(
                "RFC 9457. Some codes come with further members, such as `device_id` of a name's holder.");
        problem.addProperty("type", typed("string").format("uri"));
        problem.addProperty("title", typed("string"));
        problem.addProperty("status", typed("integer"));
        problem.addProperty("detail", typed("string").description("For people"));
        problem.addProperty("error", code);
        problem.addProperty(
                "details", typed("array").items(fault).description("Of a `validation_error`: every field at fault"));
        problem.addProperty(
                "bad_rows", typed("integer").description("Of an import: how many; `details` has the first of them"));
        problem.setRequired(List.of("type", "title", "status", "error"));
        problem.setExample(Map.of(
                "type", "urn:device-onboarding:problem:validation_error",
                "title", "Bad Request",
                "status", 400,
                "detail", "The request breaks a rule",
                "error", "validation_error",
                "details", List.of(Map.of("field", "name", "message", "must not be null"))));
        return problem;
    }

    static Schema<Object> typed(String type) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    static List<Tag> tags() {
        return List.of(
                tag("Devices", "The fleet: what there is, and what is said of it"),
                tag("Certificates", "Registration, renewal, and what takes access away"),
                tag("Bulk", "Many devices at once"),
                tag("Brokers", "What brokers were seen to enforce, and which topics a type of device gets"),
                tag("Authority", "The CA and its revocation list"),
                tag("Audit", "What happened, what was true then, and proofs of both"),
                tag("Access", "Who may call what"),
                tag("Operation", "Health, metrics, and the upkeep of views"));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
