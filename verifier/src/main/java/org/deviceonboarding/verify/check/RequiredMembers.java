package org.deviceonboarding.verify.check;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds required members that a record lacks. JSON may leave out any member, and a forged entry does. */
final class RequiredMembers {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Arrays.stream(components)
                    .forEach(component -> component.getAccessor().setAccessible(true));
            return components;
        }
    };

    private RequiredMembers() {}

    /** The first missing member; empty if the record is complete. */
    static Optional<String> missing(Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream()
                    .map(RequiredMembers::missing)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(value instanceof Record)) {
            return Optional.empty();
        }
        for (RecordComponent component : COMPONENTS.get(value.getClass())) {
            Object member = member(component, value);
            if (member == null) {
                if (!component.getType().isPrimitive()
                        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    return Optional.of(component.getName());
                }
            } else {
                Optional<String> within = missing(member);
                if (within.isPresent()) {
                    return within;
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object member(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record shows its components", e);
        }
    }
}
