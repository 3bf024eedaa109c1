package org.deviceonboarding.access.http;

import jakarta.servlet.http.HttpServletRequest;

/** Is told of each refusal before the caller gets the answer. */
@FunctionalInterface
public interface RefusalWitness {
    /**
     * Does not fail.
     *
     * @param code the {@code error} code of the answer
     */
    void refused(HttpServletRequest request, String code);
}
