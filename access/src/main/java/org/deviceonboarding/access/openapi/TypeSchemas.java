package org.deviceonboarding.access.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Describes the type of a record's component. Each gets a schema of its own, since constraints are written into it. */
final class TypeSchemas {
    private TypeSchemas() {}

    static Schema<?> of(Type type, ModelConverterContext context) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw)) {
                Schema<?> list = SharedParts.typed("array");
                list.setItems(of(arguments[0], context));
                return list;
            }
            if (Map.class.isAssignableFrom(raw)) {
                Schema<?> map = SharedParts.typed("object");
                map.setAdditionalProperties(of(arguments[1], context));
                return map;
            }
        }
        if (type == Object.class || type == JsonNode.class) {
            return new JsonSchema();
        }
        Schema<?> shared = context.resolve(new AnnotatedType(type));
        if (shared == null) {
            throw new IllegalStateException("There are no words for " + type);
        }
        return shared.get$ref() == null ? copy(shared) : new JsonSchema().$ref(shared.get$ref());
    }

    private static Schema<?> copy(Schema<?> shared) {
        Schema<Object> own = new JsonSchema();
        if (shared.getTypes() != null) {
            own.setTypes(new LinkedHashSet<>(shared.getTypes()));
        } else if (shared.getType() != null) {
            own.addType(shared.getType());
        }
        own.setFormat(shared.getFormat());
        own.setPattern(shared.getPattern());
        if (shared.getEnum() != null) {
            own.setEnum(shared.getEnum().stream().<Object>map(value -> value).toList());
        }
        return own;
    }
}
