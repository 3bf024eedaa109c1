package org.deviceonboarding.access.start;

/**
 * Thrown when the application cannot start as it is set up. The message says what is wrong, the remedy what to do; no
 * stack trace helps.
 */
public class StartRefused extends RuntimeException {
    private final String remedy;

    public StartRefused(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public StartRefused(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
