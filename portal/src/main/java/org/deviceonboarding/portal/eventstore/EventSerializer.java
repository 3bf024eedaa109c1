package org.deviceonboarding.portal.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as the log keeps them: under their name in the {@link EventCatalogue}, as JSON with snake_case members in
 * the order of the record, times in ISO 8601 and UTC, without nulls. Equal events are equal bytes.
 *
 * <p>It reads nothing but catalogued events in their current revision and metadata. An event of a newer version stops the
 * reader, for to skip a revocation would be worse than to stand still.
 */
final class EventSerializer extends Jackson3Serializer {
    EventSerializer() {
        super(builder().jsonMapperBuilderCustomizer(EventSerializer::customize));
    }

    private static void customize(JsonMapper.Builder json) {
        json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Axon
    public SerializedType typeForClass(Class type) {
        if (EventCatalogue.contains(type)) {
            return new SimpleSerializedType(type.getSimpleName(), EventCatalogue.revision(type));
        }
        if (type == MetaData.class) {
            return super.typeForClass(type);
        }
        throw new SerializationException(type.getName() + " is no event of the log");
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        return EventCatalogue.named(type.getName())
                .filter(event -> EventCatalogue.revision(event).equals(type.getRevision()))
                .orElseThrow(() -> new SerializationException("The log holds a " + type.getName() + " of revision "
                        + type.getRevision() + ", which this version of the portal does not know"));
    }
}
