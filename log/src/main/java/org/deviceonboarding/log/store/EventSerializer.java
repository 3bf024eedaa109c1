package org.deviceonboarding.log.store;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.EventJson;

/**
 * Writes events as the log stores them: under their name in the {@link EventCatalogue}, as {@link EventJson}.
 *
 * <p>It reads only metadata and catalogued events, in revisions that it knows. An event of a newer version stops the reader,
 * because skipping a revocation would be worse than standing still.
 */
final class EventSerializer extends Jackson3Serializer {
    EventSerializer() {
        super(builder().jsonMapperBuilderCustomizer(EventJson::customize));
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
                .filter(event -> EventCatalogue.reads(event, type.getRevision()))
                .orElseThrow(() -> new SerializationException("The log holds a " + type.getName() + " of revision "
                        + type.getRevision() + ", which this version of the portal does not know"));
    }
}
