package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.EventExamples;
import org.deviceonboarding.logformat.EventCatalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An event")
class EventSerializerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/events");

    private final EventSerializer serializer = new EventSerializer();

    static List<OnboardingEvent> examples() {
        return EventExamples.all();
    }

    static Stream<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void ofEveryKindHasAnExample() {
        assertThat(examples())
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(EventCatalogue.events());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isStoredAsItAlwaysWas(OnboardingEvent event) throws Exception {
        SerializedObject<String> stored = serializer.serialize(event, String.class);
        Path file = GOLDEN.resolve(
                stored.getType().getName() + "." + stored.getType().getRevision() + ".json");

        assertThat(file).as("golden file of %s", stored.getData()).hasContent(stored.getData() + "\n");
        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(event);
    }

    /** Revisions of the past go through their upcasters here once there are any. */
    @ParameterizedTest
    @MethodSource("goldenFiles")
    void thatWasOnceStoredIsReadable(Path file) throws Exception {
        String[] name = file.getFileName().toString().split("\\.", -1);

        Object event = read(name[0], name[1], Files.readString(file));

        assertThat(event)
                .isIn(Stream.concat(examples().stream(), EventExamples.past().stream())
                        .toList());
    }

    @Test
    void leavesOutWhatItDoesNotSay() {
        var event = new DeviceRegistered(EventExamples.PUMP, "pump-1", "pump", null, null, Map.of());

        assertThat(serializer.serialize(event, String.class).getData())
                .isEqualTo("{\"device_id\":\"" + EventExamples.PUMP
                        + "\",\"name\":\"pump-1\",\"type\":\"pump\",\"labels\":{}}");
    }

    @Test
    void mayHaveMembersThatALaterVersionAdded() {
        assertThat(read("CredentialsExpired", "1", """
            {"device_id":"%s","bundle_id":"7d444840-9dc0-11d1-b245-5ffdce74fad2","swept_by":"cron"}
            """.formatted(EventExamples.PUMP)))
                .isIn(examples());
    }

    @Test
    void ofAnUnknownTypeOrRevisionStopsItsReader() {
        assertThatThrownBy(() -> read("DeviceBeamedUp", "1", "{}"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("DeviceBeamedUp of revision 1");
        assertThatThrownBy(() -> read("DeviceRegistered", "99", "{}"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("DeviceRegistered of revision 99");
    }

    @Test
    void isNothingThatIsNotCatalogued() {
        assertThatThrownBy(() -> serializer.serialize(Map.of("no", "event"), String.class))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> read("java.util.HashMap", "1", "{}")).isInstanceOf(SerializationException.class);
    }

    @Test
    void keepsItsMetadataAsWritten() {
        MetaData metaData =
                MetaData.with("correlation_id", "c1").and("actor", "ada").and("address", "::1");
        SerializedObject<String> stored = serializer.serialize(metaData, String.class);

        assertThat(stored.getData()).isEqualTo("{\"actor\":\"ada\",\"address\":\"::1\",\"correlation_id\":\"c1\"}");
        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(metaData);
    }

    private Object read(String type, String revision, String json) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, type, revision));
    }
}
