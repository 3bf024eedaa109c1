package org.deviceonboarding.access.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller's method that takes an {@code Idempotency-Key}. It must take a {@link ChangeRequest} and answer
 * by it; what it refuses is not kept.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {
    /** The request's header (draft-ietf-httpapi-idempotency-key-header). */
    String HEADER = "Idempotency-Key";

    /** Whether the body is too long to be kept meanwhile; then {@link ContentDigest} must say what it is, and be held to it. */
    boolean streamed() default false;

    /** Says of an answer that it was given before. */
    String REPLAYED = "Idempotency-Replayed";
}
