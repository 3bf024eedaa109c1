package org.deviceonboarding.access.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes our records as the JSON of the contract is: members in snake_case, present unless they may be null, no others, with
 * the constraints that are checked.
 */
final class RecordSchemas implements ModelConverter {
    private static final String OURS = "org.deviceonboarding.";

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (!raw.isRecord() || !raw.getName().startsWith(OURS)) {
            return others.hasNext() ? others.next().resolve(type, context, others) : null;
        }
        Optional<Method> value = Stream.of(raw.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst();
        if (value.isPresent()) {
            return Constraints.ofText(raw, TypeSchemas.of(value.get().getGenericReturnType(), context));
        }
        String name = SchemaNames.of(raw);
        if (!context.getDefinedModels().containsKey(name)) {
            Schema<Object> schema = SharedParts.typed("object");
            context.defineModel(name, schema);
            components(raw).forEach(component -> add(component, schema, context));
            told(raw).forEach(method -> {
                schema.addProperty(
                        SchemaNames.snakeCase(method.getName()),
                        TypeSchemas.of(method.getGenericReturnType(), context));
                schema.addRequiredItem(SchemaNames.snakeCase(method.getName()));
            });
            schema.setAdditionalProperties(false);
        }
        return new JsonSchema().$ref(name);
    }

    private void add(RecordComponent component, Schema<?> schema, ModelConverterContext context) {
        if (has(component, JsonUnwrapped.class)) {
            components(component.getType()).forEach(inner -> add(inner, schema, context));
            return;
        }
        String name = name(component);
        boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !isChecked(component);
        boolean leftOut = has(component, JsonInclude.class)
                || component.getDeclaringRecord().isAnnotationPresent(JsonInclude.class);
        Schema<?> member = has(component, JsonRawValue.class)
                ? SharedParts.typed("object")
                : TypeSchemas.of(component.getGenericType(), context);
        Constraints.add(component, member);
        schema.addProperty(name, mayBeNull && !leftOut ? orNull(member) : member);
        if (!mayBeNull) {
            schema.addRequiredItem(name);
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            Schema<Object> either = new JsonSchema();
            either.setAnyOf(List.of(schema, SharedParts.typed("null")));
            return either;
        }
        schema.addType("null");
        if (schema.getEnum() != null) {
            Schema<Object> either = new JsonSchema();
            schema.getTypes().remove("null");
            either.setAnyOf(List.of(schema, SharedParts.typed("null")));
            return either;
        }
        return schema;
    }

    private static Stream<RecordComponent> components(Class<?> record) {
        return Stream.of(record.getRecordComponents());
    }

    /** Whether it may be null for the check only, which refuses that together with all else that is wrong. */
    private static boolean isChecked(RecordComponent component) {
        return Constraints.on(component, io.swagger.v3.oas.annotations.media.Schema.class)
                .filter(schema -> schema.requiredMode() == RequiredMode.REQUIRED)
                .isPresent();
    }

    /** Members that are worked out of the others. */
    private static Stream<Method> told(Class<?> record) {
        return Stream.of(record.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonProperty.class))
                .filter(method -> components(record)
                        .noneMatch(component -> component.getAccessor().equals(method)));
    }

    /** Annotations of a component stand on its accessor or on its field, as each allows. */
    private static boolean has(RecordComponent component, Class<? extends java.lang.annotation.Annotation> annotation) {
        return component.isAnnotationPresent(annotation)
                || Constraints.on(component, annotation).isPresent();
    }

    private static String name(RecordComponent component) {
        return Constraints.on(component, JsonProperty.class)
                .map(JsonProperty::value)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> SchemaNames.snakeCase(component.getName()));
    }
}
