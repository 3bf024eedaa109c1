package org.deviceonboarding.logformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An entry of the log")
class EntryReaderTest {
    private static final String TIME = "2026-03-01T12:00:00.123456Z";
    private static final CredentialsExpired EVENT = new CredentialsExpired(
            new DeviceId("3f0a4f5e-6f57-4f44-8a3a-6b4f1d0f3c11"),
            new BundleId(UUID.fromString("8d5c1f0e-2b7a-4c39-9d8e-0a1b2c3d4e5f")));
    private static final String PAYLOAD = EventJson.mapper().writeValueAsString(EVENT);

    private final EntryReader reader = new EntryReader();

    @Test
    void isTheEventAgainWithItsPlaceAndItsTime() throws UnreadableEntry {
        Recorded<OnboardingEvent> read = reader.read(entry("CredentialsExpired", "1", TIME, PAYLOAD));

        assertThat(read).isEqualTo(new Recorded<>(7, Instant.parse(TIME), EVENT));
    }

    /** To pass one over could be to pass a revocation over. */
    @Test
    void isRefusedIfItsKindOrRevisionIsUnknown() {
        for (LogEntry unknown : List.of(
                entry("CredentialsForgotten", "1", TIME, PAYLOAD),
                entry("CredentialsExpired", "99", TIME, PAYLOAD),
                entry("CredentialsExpired", null, TIME, PAYLOAD))) {
            assertThatExceptionOfType(UnreadableEntry.class)
                    .isThrownBy(() -> reader.read(unknown))
                    .withMessageContaining("is a " + unknown.type() + " of revision " + unknown.revision());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "[]", "{\"device_id\":\"../x\"}"})
    void isRefusedIfItIsNotWhatItsKindLooksLike(String payload) {
        assertThatExceptionOfType(UnreadableEntry.class)
                .isThrownBy(() -> reader.read(entry("CredentialsExpired", "1", TIME, payload)));
    }

    @Test
    void isRefusedIfItsTimeIsNone() {
        assertThatExceptionOfType(UnreadableEntry.class)
                .isThrownBy(() -> reader.read(entry("CredentialsExpired", "1", "yesterday", PAYLOAD)));
    }

    @Test
    void isOfAKindThatTheCatalogueNames() {
        assertThat(EventCatalogue.events()).isNotEmpty().allSatisfy(event -> {
            assertThat(EventCatalogue.named(event.getSimpleName())).hasValue(event);
            assertThat(EventCatalogue.reads(event, EventCatalogue.revision(event)))
                    .isTrue();
        });
    }

    private static LogEntry entry(String type, @Nullable String revision, String time, String payload) {
        return new LogEntry(7, "event-7", "aggregate", 3, "Device", type, revision, time, payload, "{}");
    }
}
