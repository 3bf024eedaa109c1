package org.deviceonboarding.domain.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a broker does with the messages of a device that lost access for good: retained ones on its own topics (MQTT 5
 * section 3.3.1.3), and those queued in its session (section 4.1).
 */
public enum MessagesAfterLoss {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("purge")
    PURGE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MessagesAfterLoss> of(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
