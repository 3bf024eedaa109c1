package org.deviceonboarding.access.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.guesses.*}: how many wrong credentials an address may show before it has to wait.
 *
 * @param free how many an address may show in a row before it has to wait
 */
@ConfigurationProperties("portal.guesses")
public record GuessProperties(int free) {
    public GuessProperties {
        if (free < 1) {
            throw new IllegalArgumentException("SIGN_IN_FREE_FAILURES is at least 1");
        }
    }
}
