package org.deviceonboarding.command.credentials;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a program asks for credentials with GET instead of POST. The detail does not repeat the link: it is a
 * secret, and answers are logged.
 */
public final class FetchedByPost extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private static final String DETAIL = "A GET leaves the link as it is. This fetches what is behind it, once:"
            + " curl -f -X POST -o credentials.zip LINK";

    public FetchedByPost() {
        super(
                HttpStatus.METHOD_NOT_ALLOWED,
                ProblemDetail.forStatusAndDetail(HttpStatus.METHOD_NOT_ALLOWED, DETAIL),
                null);
        getHeaders().set(HttpHeaders.ALLOW, "HEAD, POST");
        getHeaders().set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
