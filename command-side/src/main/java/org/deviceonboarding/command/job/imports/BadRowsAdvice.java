package org.deviceonboarding.command.job.imports;

import org.deviceonboarding.access.http.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a list with bad rows by naming each of them. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BadRowsAdvice {
    @ExceptionHandler
    ResponseEntity<Object> turnDown(BadRows e) {
        ProblemDetail problem = Problems.invalidRows(String.valueOf(e.getMessage()), e.faults());
        problem.setProperty("bad_rows", e.count());
        return Problems.answer(problem);
    }
}
