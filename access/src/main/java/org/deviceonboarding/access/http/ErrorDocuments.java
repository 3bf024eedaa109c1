package org.deviceonboarding.access.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for requests that failed outside any controller. */
@RestController
@Hidden
class ErrorDocuments implements ErrorController {
    @RequestMapping("/error")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null; // Tomcat asks for what to add to an answer that broke off, before it breaks the connection.
        }
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND; // asked for /error itself
        return Problems.answer(Problems.of(status, Problems.error(status), status.getReasonPhrase()));
    }
}
