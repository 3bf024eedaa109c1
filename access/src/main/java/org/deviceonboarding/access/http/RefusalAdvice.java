package org.deviceonboarding.access.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.deviceonboarding.access.deviceport.DevicePort;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.database.Change;
import org.deviceonboarding.log.database.DatabaseFault;
import org.deviceonboarding.log.database.DatabaseTrouble;
import org.deviceonboarding.log.process.HeldBack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns refusals and errors into problem documents. What nobody foresaw is logged, and told without its detail. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusalAdvice {
    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    private final RefusalWitness witness;
    private final DatabaseTrouble trouble;

    RefusalAdvice(RefusalWitness witness, DatabaseTrouble trouble) {
        this.witness = witness;
        this.trouble = trouble;
    }

    @ExceptionHandler
    ResponseEntity<Object> turnDown(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            // Too late to say so, and an answer that ends too early must not look whole: this breaks the connection.
            throw e;
        }
        Optional<ProblemDetail> refusal = refusal(e);
        if (refusal.isPresent()) {
            if (request.getAttribute(DevicePort.ATTRIBUTE) != null) {
                withoutOthers(refusal.get());
            }
            witness.refused(request, Problems.error(refusal.get()));
            return answer(refusal.get());
        }
        Optional<HeldBack> held = cause(e, HeldBack.class);
        if (held.isPresent()) {
            log.warn("{}", held.get().getMessage());
            return heldBack(held.get(), request);
        }
        Optional<DatabaseFault> fault = DatabaseFault.of(e);
        if (fault.isPresent()) {
            log.error("The database does not answer: {}", e.toString());
            trouble.note(e);
            Change.current().ifPresent(Change::fail);
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, Problems.retryAfter(fault.get()));
            return Problems.answer(Problems.of(fault.get()), headers);
        }
        log.error("A request failed", e);
        return answer(
                Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "The server failed; see its log"));
    }

    /** Operators learn which process is older, and devices do not. */
    private static ResponseEntity<Object> heldBack(HeldBack held, HttpServletRequest request) {
        boolean ofDevice = request.getAttribute(DevicePort.ATTRIBUTE) != null;
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Problems.MEANWHILE);
        return Problems.answer(
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "older_process",
                        ofDevice ? "The portal is being upgraded" : String.valueOf(held.getMessage())),
                headers);
    }

    /** A device learns that it may not, and not which other device is in its way. */
    private static void withoutOthers(ProblemDetail problem) {
        Map<String, Object> members = problem.getProperties();
        if (members != null) {
            members.remove("device_id");
        }
    }

    private static Optional<ProblemDetail> refusal(Exception e) {
        Optional<Refused> refused = cause(e, Refused.class);
        if (refused.isPresent()) {
            return refused.map(RefusalAdvice::problem);
        }
        if (cause(e, AggregateNotFoundException.class).isPresent()) {
            return Optional.of(Problems.of(RefusalCode.NOT_FOUND, "There is no such device"));
        }
        if (cause(e, ConcurrencyException.class).isPresent()) {
            return Optional.of(Problems.of(RefusalCode.CONFLICT, "Others are changing the same thing; try again"));
        }
        return Optional.empty();
    }

    private static ProblemDetail problem(Refused refused) {
        Refusal refusal = refused.refusal();
        String detail = String.valueOf(refused.getMessage());
        if (refusal.code() == RefusalCode.VALIDATION_ERROR) {
            List<Problems.FieldFault> faults = refusal.members().entrySet().stream()
                    .map(fault -> new Problems.FieldFault(fault.getKey(), fault.getValue()))
                    .sorted(Comparator.comparing(Problems.FieldFault::field))
                    .toList();
            return Problems.invalid(detail, faults);
        }
        ProblemDetail problem = Problems.of(refusal.code(), detail);
        refusal.members().forEach(problem::setProperty);
        return problem;
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        HttpHeaders headers = new HttpHeaders();
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, Problems.SOON);
        }
        Map<String, Object> members = problem.getProperties();
        if (members != null && members.get("retry_after") instanceof String seconds) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds);
        }
        return Problems.answer(problem, headers);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
