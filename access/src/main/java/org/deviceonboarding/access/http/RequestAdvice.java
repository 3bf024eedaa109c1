package org.deviceonboarding.access.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what Spring refuses before a controller is called into problem documents. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestAdvice extends ResponseEntityExceptionHandler {
    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problems.FieldFault> faults = e.getBindingResult().getFieldErrors().stream()
                .map(error -> new Problems.FieldFault(field(error), String.valueOf(error.getDefaultMessage())))
                .sorted(Comparator.comparing(Problems.FieldFault::field))
                .toList();
        return Problems.answer(Problems.invalid("The request breaks a rule", faults));
    }

    private static String field(FieldError error) {
        String name =
                error.getField().replaceAll("(?s)[\\[<].*", ""); // what follows is a label's key, in the caller's words
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooSlow) {
                return Problems.answer(
                        Problems.of(HttpStatus.REQUEST_TIMEOUT, "request_timeout", String.valueOf(cause.getMessage())));
            }
            if (cause instanceof PayloadTooLarge) {
                return Problems.answer(Problems.of(
                        HttpStatus.CONTENT_TOO_LARGE, "payload_too_large", String.valueOf(cause.getMessage())));
            }
        }
        return Problems.answer(
                e.getCause() instanceof JacksonException shape && !field(shape).isEmpty()
                        ? misshapen(shape)
                        : Problems.of(HttpStatus.BAD_REQUEST, "invalid_json", "The body is not one JSON object"));
    }

    private static ProblemDetail misshapen(JacksonException e) {
        String message = e instanceof UnrecognizedPropertyException
                ? "is not a field of this request"
                : "has the wrong type or value";
        return Problems.invalid(
                "The request has a field of the wrong shape",
                List.of(new Problems.FieldFault(printable(field(e)), message)));
    }

    /** Which field has a value of the wrong shape; empty if the text is no JSON, or no object. */
    private static String field(JacksonException e) {
        boolean shape = e instanceof DatabindException || e instanceof InputCoercionException;
        return shape ? e.getPath().stream().reduce("", RequestAdvice::below, String::concat) : "";
    }

    private static String below(String path, JacksonException.Reference step) {
        String name = step.getPropertyName();
        if (name == null) {
            return path + "[" + step.getIndex() + "]";
        }
        return path.isEmpty() ? name : path + "." + name;
    }

    // The name comes from the caller; it goes back short, on one line.
    private static String printable(String name) {
        String printable = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return printable.substring(0, Math.min(printable.length(), 64));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (DeviceId.class.equals(e.getRequiredType())) {
            return Problems.answer(
                    Problems.of(HttpStatus.BAD_REQUEST, "invalid_device_id", "A device id is a UUID in lower case"));
        }
        return Problems.answer(Problems.invalid(
                "The request has a parameter of the wrong type",
                List.of(new Problems.FieldFault(String.valueOf(e.getPropertyName()), "has the wrong type or value"))));
    }

    /** Found out late: parameters and headers are only checked when somebody reads them. */
    @ExceptionHandler({RequestRejectedException.class, InvalidParameterException.class})
    ResponseEntity<Object> malformed() {
        return Problems.answer(Problems.malformed());
    }

    /** Refused by one of our controllers, in its own words. */
    @Override
    protected @Nullable ResponseEntity<Object> handleErrorResponseException(
            ErrorResponseException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, e.getBody(), headers, status, request);
    }

    /** Everything else: the framework's status, our code, no detail of its making. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : String.valueOf(HttpStatus.valueOf(status.value()).getReasonPhrase());
        return Problems.answer(Problems.of(status, Problems.error(status), detail), headers);
    }
}
