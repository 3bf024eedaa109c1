package org.deviceonboarding.access.http;

import jakarta.servlet.http.HttpServletRequest;

/** Hears of a refusal before the caller does. */
@FunctionalInterface
public interface RefusalWitness {
    /**
     * Does not fail.
     *
     * @param code the {@code error} code of the answer
     */
    void refused(HttpServletRequest request, String code);
}
