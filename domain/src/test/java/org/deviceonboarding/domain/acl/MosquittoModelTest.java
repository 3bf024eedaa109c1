package org.deviceonboarding.domain.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deviceonboarding.domain.acl.MosquittoModel.Direction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was seen with real brokers, and the examples of MQTT 5 section 4.7. */
@DisplayName("The model of Mosquitto's ACLs")
class MosquittoModelTest {
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/tennis/player1/#, sport/tennis/player10, false",
        "#, a/b, true",
        "#, $SYS/a, false",
        "+/monitor, $SYS/monitor, false",
        "$SYS/#, $SYS/monitor/Clients, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "a/+/#, a/b, true",
        "a/+/#, a, false",
        "a, A, false",
    })
    void matchesTopics(String filter, String topic, boolean matches) {
        MosquittoModel model = new MosquittoModel("user u\ntopic read " + filter + "\n");

        assertThat(model.allows("u", Direction.DELIVER, topic)).isEqualTo(matches);
        assertThat(model.allows("u", Direction.PUBLISH, topic)).isFalse();
        assertThat(model.allows("v", Direction.DELIVER, topic)).isFalse();
    }

    @Test
    void hearsAUserBeforePatternsAndDenialsBeforeGrants() {
        MosquittoModel model = new MosquittoModel("""
                # position 1
                user one
                topic write pattern/denied
                topic write a
                topic deny a

                user two
                topic deny #
                pattern write pattern/#
                pattern deny pattern/denied
                pattern write %u/b
                user one
                topic read pattern/read
                """);

        assertThat(model.allows("one", Direction.PUBLISH, "pattern/denied")).isTrue();
        assertThat(model.allows("three", Direction.PUBLISH, "pattern/denied")).isFalse();
        assertThat(model.allows("one", Direction.PUBLISH, "a")).isFalse();
        assertThat(model.allows("three", Direction.PUBLISH, "pattern/c")).isTrue();
        assertThat(model.allows("two", Direction.PUBLISH, "pattern/c")).isFalse();
        assertThat(model.allows("three", Direction.PUBLISH, "three/b")).isTrue();
        assertThat(model.allows("three", Direction.PUBLISH, "one/b")).isFalse();
        assertThat(model.allows("one", Direction.DELIVER, "pattern/read")).isTrue();
        assertThat(model.allows("one", Direction.PUBLISH, "pattern/read")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "topic all a", "topic\tread a", " # note", "Topic read a", "junk"})
    void turnsAFileAwayAtALine(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MosquittoModel("user u\n" + line + "\n"));
    }
}
