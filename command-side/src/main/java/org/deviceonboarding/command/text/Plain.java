package org.deviceonboarding.command.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constraint: text that matches the pattern must hold nothing that {@link PlainText} refuses. Another constraint
 * reports a pattern that does not match.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Plain.PlainTextValidator.class)
public @interface Plain {
    String value();

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks {@link PlainText}. */
    final class PlainTextValidator implements ConstraintValidator<Plain, @Nullable String> {
        private Pattern pattern = Pattern.compile("");

        @Override
        public void initialize(Plain constraint) {
            pattern = Pattern.compile(constraint.value());
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null || !pattern.matcher(text).matches()) {
                return true;
            }
            Optional<String> fault = PlainText.fault(text);
            fault.ifPresent(message -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            });
            return fault.isEmpty();
        }
    }
}
