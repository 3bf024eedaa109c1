package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The list of devices")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetListTest extends PortalTest {
    private static final int FLEET = 120;
    private static final String TYPE = newName();

    private Caller operator;
    private final List<String> names = new ArrayList<>();

    /** Odd ones stand in Berlin, every third is line b, and every tenth is revoked. They expire in another order. */
    @BeforeAll
    void registerAFleet() throws Exception {
        operator = operator();
        try (ExecutorService operators = Executors.newFixedThreadPool(4)) {
            List<Future<?>> registrations = new ArrayList<>();
            for (int i = 0; i < FLEET; i++) {
                names.add("list %03d".formatted(i) + (i == 7 ? " 100_a" : i == 8 ? " 100xa" : ""));
                registrations.add(operators.submit(registration(i)));
            }
            for (Future<?> registration : registrations) {
                registration.get();
            }
        }
    }

    private Runnable registration(int i) {
        return () -> {
            Answer registered = operator.postJson("/register", """
                    {"name": "%s", "type": "%s", "location": "%s", "labels": {"line": "%s"}, "key_algorithm": "ed25519",
                     "validity_days": %d}
                    """.formatted(
                            names.get(i),
                            TYPE,
                            i % 2 == 1 ? "Berlin" : "K\u00f6ln",
                            i % 3 == 0 ? "b" : "a",
                            1 + (i * 37) % FLEET));
            if (i % 10 == 0) {
                operator.post("/revoke/" + registered.is(201).field("device_id"))
                        .is(200);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "sort=name, 120",
        "status=revoked, 12",
        "status=active, 108",
        "location=Berlin, 60",
        "location=K%C3%B6ln, 60",
        "location=berlin, 0",
        "label=line%3Db, 40",
        "label=line%3D, 0",
        "label=other%3Db, 0",
        "q=list+00, 10",
        "q=LIST+00, 10",
        "q=100_a, 1",
        "q=%25, 0",
        "q=%5C, 0",
        "expires_before=2000-01-01T00:00:00Z, 0",
        "expires_before=9999-01-01T00:00:00Z, 120",
        "status=revoked&location=Berlin, 0",
        "status=revoked&location=K%C3%B6ln&label=line%3Db&q=list, 4",
    })
    void showsWhatIsAskedFor(String query, int count) {
        assertThat(ids(page("limit=500&" + query))).hasSize(count);
    }

    @Test
    void ofAnUnknownTypeIsEmpty() {
        JsonNode page = operator.get("/devices?type=nothing").is(200).json();

        assertThat(page.propertyNames()).containsExactly("items", "next_cursor");
        assertThat(page.path("items").size()).isZero();
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void showsDevicesAsTheyAreShownAlone() {
        JsonNode first = page("limit=1").path("items").path(0);

        assertThat(operator.get("/device/" + first.path("id").asString())
                        .is(200)
                        .json())
                .isEqualTo(first);
    }

    @Test
    void hasFiftyDevicesToAPageUnlessAskedOtherwise() {
        assertThat(page("sort=name").path("items").size()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "registered_at", "certificate.expires_at"})
    void isSortedBothWays(String path) {
        String sort = path.replace("certificate.", "");
        List<String> values = operator.all("/devices?type=" + TYPE + "&sort=" + sort + "&limit=50").stream()
                .map(device -> value(device, path))
                .toList();
        List<String> backwards = operator.all("/devices?type=" + TYPE + "&sort=-" + sort + "&limit=50").stream()
                .map(device -> value(device, path))
                .toList();

        Comparator<String> order =
                path.equals("name") ? Comparator.naturalOrder() : Comparator.comparing(Instant::parse);
        assertThat(values).hasSize(FLEET).isSortedAccordingTo(order);
        assertThat(backwards).hasSize(FLEET).isSortedAccordingTo(order.reversed());
    }

    @Test
    void keepsItsOrderFromThePageBefore() {
        JsonNode first = page("sort=-name&limit=10");
        JsonNode second = page("limit=10&cursor=" + first.path("next_cursor").asString());

        assertThat(value(second.path("items").path(0), "name"))
                .isLessThan(value(first.path("items").path(9), "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-registered_at", "expires_at"})
    void isWalkedWithoutHoleOrDoubleWhileTheFleetGrows(String sort) throws Exception {
        List<String> before = ids(page("limit=500"));
        try (ExecutorService operators = Executors.newFixedThreadPool(2)) {
            List<Future<?>> newcomers = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(
                            i -> operators.submit(() -> operator.register(i % 2 == 0 ? "a" + newName() : newName())))
                    .toList();

            List<String> walked = operator.all("/devices?sort=" + sort + "&limit=17").stream()
                    .map(device -> device.path("id").asString())
                    .toList();

            assertThat(walked).doesNotHaveDuplicates().containsAll(before);
            for (Future<?> newcomer : newcomers) {
                newcomer.get();
            }
        }
    }

    private JsonNode page(String query) {
        return operator.get("/devices?type=" + TYPE + "&" + query).is(200).json();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(device -> device.path("id").asString())
                .toList();
    }

    private static String value(JsonNode device, String path) {
        JsonNode node = device;
        for (String step : path.split("\\.", -1)) {
            node = node.path(step);
        }
        return node.asString();
    }
}
