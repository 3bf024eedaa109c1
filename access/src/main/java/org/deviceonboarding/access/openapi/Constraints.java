package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/** Describes a value's constraints, as far as a schema can. */
final class Constraints {
    private static final Map<Class<?>, String> TEXTS = Map.of(
            DeviceId.class, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            Sha256.class, "^[0-9a-f]{64}$",
            SerialNumber.class, "^([0-9a-f]{2}){1,20}$");

    private Constraints() {}

    static Schema<?> ofText(Class<?> type, Schema<?> schema) {
        if (TEXTS.containsKey(type)) {
            schema.setPattern(TEXTS.get(type));
        }
        return schema;
    }

    static void add(RecordComponent component, Schema<?> schema) {
        on(component, Pattern.class).ifPresent(pattern -> pattern(pattern.regexp(), schema));
        on(component, Pattern.List.class).ifPresent(patterns -> pattern(patterns.value()[0].regexp(), schema));
        on(component, Min.class).ifPresent(min -> schema.setMinimum(BigDecimal.valueOf(min.value())));
        on(component, Max.class).ifPresent(max -> schema.setMaximum(BigDecimal.valueOf(max.value())));
        on(component, Size.class).ifPresent(size -> size(size, schema));
    }

    /** A parameter that may be left out is not null if it is given. */
    static void ofParameter(Schema<?> schema) {
        if (schema.getTypes() != null) {
            schema.getTypes().remove("null");
        }
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^")) {
            schema.setPattern(null);
            pattern(pattern, schema);
        }
    }

    // A schema's pattern is looked for anywhere in the text, ours must be the whole of it.
    private static void pattern(String regexp, Schema<?> schema) {
        if (regexp.matches("[a-z0-9|-]+")) {
            choices(List.of(regexp.split("\\|", -1)), schema);
        } else {
            schema.setPattern("^(?:" + regexp + ")$");
        }
    }

    @SuppressWarnings("unchecked") // a schema of texts has texts to choose from
    private static void choices(List<String> choices, Schema<?> schema) {
        ((Schema<Object>) schema).setEnum(List.copyOf(choices));
    }

    private static void size(Size size, Schema<?> schema) {
        if (schema.getTypes() != null && schema.getTypes().contains("object")) {
            schema.setMaxProperties(size.max());
        } else {
            schema.setMaxLength(size.max());
        }
    }

    static <A extends Annotation> Optional<A> on(RecordComponent component, Class<A> annotation) {
        return Optional.ofNullable(component.getAnnotation(annotation))
                .or(() -> Optional.ofNullable(component.getAccessor().getAnnotation(annotation)))
                .or(() -> onField(component, annotation))
                .or(() -> Optional.ofNullable(component.getAnnotatedType().getAnnotation(annotation)));
    }

    private static <A extends Annotation> Optional<A> onField(RecordComponent component, Class<A> annotation) {
        try {
            return Optional.ofNullable(component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(annotation));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Every component of a record has a field", e);
        }
    }
}
