package org.deviceonboarding.access.http;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.log.database.DatabaseFault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Makes problem documents (RFC 9457) with the stable {@code error} code; the one place that maps codes to statuses.
 */
public final class Problems {
    /** Seconds after which to try again what failed for a reason that passes. */
    static final String SOON = "1";

    /** Likewise, for one that takes some seconds. */
    static final String MEANWHILE = "5";

    /** Likewise, for one that somebody has to see to. */
    private static final String LATER = "30";

    private static final String ERROR = "error";

    private Problems() {}

    /** One fault of a request: which field, and what it must be. */
    record FieldFault(String field, String message) {}

    static ProblemDetail of(HttpStatusCode status, String error, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:device-onboarding:problem:" + error));
        problem.setProperty(ERROR, error);
        return problem;
    }

    public static ProblemDetail of(RefusalCode code, String detail) {
        return of(status(code), code.wireName(), detail);
    }

    static ProblemDetail malformed() {
        return of(HttpStatus.BAD_REQUEST, "bad_request", "The request's path, query or headers are malformed");
    }

    static ProblemDetail of(DatabaseFault fault) {
        return switch (fault) {
            case UNAVAILABLE -> of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database does not answer");
            case FULL ->
                of(HttpStatus.SERVICE_UNAVAILABLE, "storage_full", "The database's disk is full; nothing was changed");
            case OUTCOME_UNKNOWN ->
                of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "outcome_unknown",
                        "The change may be made or not; ask again with the same Idempotency-Key, or look");
        };
    }

    /** In seconds: when to try again. */
    static String retryAfter(DatabaseFault fault) {
        return switch (fault) {
            case UNAVAILABLE, OUTCOME_UNKNOWN -> SOON;
            case FULL -> LATER;
        };
    }

    static ProblemDetail invalid(String detail, List<FieldFault> faults) {
        ProblemDetail problem = of(RefusalCode.VALIDATION_ERROR, detail);
        problem.setProperty("details", faults);
        return problem;
    }

    /** @param faults each with its row */
    public static ProblemDetail invalidRows(String detail, List<?> faults) {
        ProblemDetail problem = of(RefusalCode.VALIDATION_ERROR, detail);
        problem.setProperty("details", faults);
        return problem;
    }

    static String error(ProblemDetail problem) {
        return String.valueOf(Objects.requireNonNull(problem.getProperties()).get(ERROR));
    }

    /** As an answer. Its media type does not depend on what the caller accepts: whoever is refused learns why. */
    public static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    public static ResponseEntity<Object> answer(ProblemDetail problem) {
        return answer(problem, HttpHeaders.EMPTY);
    }

    static HttpStatus status(RefusalCode code) {
        return switch (code) {
            case VALIDATION_ERROR, INVALID_CSR -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case DUPLICATE_NAME, CONFLICT, KEY_COMPROMISED, KEY_IN_USE -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
            case IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case GONE -> HttpStatus.GONE;
            case CA_UNAVAILABLE, NOT_CAUGHT_UP -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** The code for what the framework refuses by itself. */
    public static String error(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case BAD_REQUEST -> "bad_request";
            case UNAUTHORIZED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not_found";
            case REQUEST_TIMEOUT -> "request_timeout";
            case METHOD_NOT_ALLOWED -> "method_not_allowed";
            case NOT_ACCEPTABLE -> "not_acceptable";
            case CONTENT_TOO_LARGE -> "payload_too_large";
            case URI_TOO_LONG -> "uri_too_long";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported_media_type";
            case TOO_MANY_REQUESTS -> "rate_limited";
            case SERVICE_UNAVAILABLE -> "unavailable";
            case null, default -> status.is4xxClientError() ? "bad_request" : "internal_error";
        };
    }
}
