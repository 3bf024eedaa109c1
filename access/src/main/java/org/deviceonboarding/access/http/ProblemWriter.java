package org.deviceonboarding.access.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.deviceonboarding.log.database.DatabaseFault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents in filters, where no controller is in reach. */
@Component
public class ProblemWriter {
    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** @param tried whether there was a token, of whatever kind */
    public void unauthorized(HttpServletResponse response, boolean tried) throws IOException {
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                tried
                        ? "The bearer token is not one that is valid here"
                        : "A bearer token is needed: Authorization: Bearer <token>");
    }

    public void forbidden(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.FORBIDDEN, "Your role does not allow this");
    }

    public void twoCallers(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.BAD_REQUEST, "A request has a session's cookie or a bearer token, not both");
    }

    /** A request with credentials, or one that changes something, came in clear text. */
    public void httpsRequired(HttpServletResponse response, URI publicUrl) throws IOException {
        write(
                response,
                Problems.of(
                        HttpStatus.FORBIDDEN,
                        "https_required",
                        "Use " + publicUrl
                                + ". A key or password in this request was readable on its way: replace it."));
    }

    /** A change that comes with a session's cookie must come from one of our pages. */
    public void forged(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.FORBIDDEN, "The CSRF token is missing or not this session's; load the page anew");
    }

    public void rateLimited(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        write(response, HttpStatus.TOO_MANY_REQUESTS, "Too many requests; Retry-After says when to try again");
    }

    public void malformedRequest(HttpServletResponse response) throws IOException {
        write(response, Problems.malformed());
    }

    public void unavailable(HttpServletResponse response) throws IOException {
        failed(response, DatabaseFault.UNAVAILABLE);
    }

    void failed(HttpServletResponse response, DatabaseFault fault) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Problems.retryAfter(fault));
        write(response, Problems.of(fault));
    }

    /** @param detail what does not answer */
    public void unavailable(HttpServletResponse response, String detail) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Problems.SOON);
        write(response, HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        write(response, Problems.of(status, Problems.error(status), detail));
    }

    void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
