package org.deviceonboarding.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Given registrations, the list of devices")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceListTest extends QueryTest {
    private static final int FLEET = 60;
    private static final String TYPE = "type-" + UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int DAY = 86_400;

    private Caller caller;
    private final List<GivenDevice> devices = new ArrayList<>();

    /**
     * Odd ones stand in Berlin, every third is line b. Of each ten, the first is revoked, the second suspended, the third
     * decommissioned, the fourth expiring and the fifth expired. They were registered in the order of their names, and expire in
     * another.
     */
    @BeforeAll
    void registerAFleet() {
        caller = auditor();
        for (int i = 0; i < FLEET; i++) {
            GivenDevice device = GivenDevice.until(NOON.plusSeconds((1 + (i * 37L) % FLEET) * DAY));
            Instant at = NOON.plusSeconds(i);
            String name =
                    "list %03d".formatted(i) + (i == 7 ? " 100_a" : i == 8 ? " 100xa" : i == 9 ? " \u00c4\u00df" : "");
            String city = i % 2 == 1 ? "Berlin" : "K\u00f6ln";
            given().happened(at, device.registered(name, TYPE, city, Map.of("line", i % 3 == 0 ? "b" : "a")));
            given().happened(at, device.issued());
            switch (i % 10) {
                case 0 -> given().happened(at, device.revoked(RevocationReason.SUPERSEDED));
                case 1 -> given().happened(at, device.suspended());
                case 2 ->
                    given().happened(
                                    at,
                                    device.revoked(RevocationReason.CESSATION_OF_OPERATION),
                                    device.decommissioned());
                case 3 -> given().happened(at, device.expiring());
                case 4 -> given().happened(at, device.expired());
                default -> {}
            }
            devices.add(device);
        }
        given().happened(NOON, GivenDevice.until(NOON).registered("of another type", "another " + TYPE));
    }

    @ParameterizedTest
    @CsvSource({
        "sort=name, 60",
        "status=revoked, 6",
        "status=suspended, 6",
        "status=decommissioned, 6",
        "status=active, 42",
        "location=Berlin, 30",
        "location=K%C3%B6ln, 30",
        "location=berlin, 0",
        "label=line%3Db, 20",
        "label=line%3Da, 40",
        "label=line%3D, 0",
        "label=other%3Db, 0",
        "q=list+00, 10",
        "q=LIST+00, 10",
        "q=100_a, 1",
        "q=%C3%A4, 1",
        "q=%25, 0",
        "q=%5C, 0",
        "expires_before=2000-01-01T00:00:00Z, 0",
        "expires_before=2026-01-11T12:00:00Z, 9",
        "expires_before=2026-01-11T12:00:01Z, 10",
        "expires_before=9999-01-01T00:00:00Z, 60",
        "certificate_state=expiring, 6",
        "certificate_state=expired, 6",
        "certificate_state=revoked, 12",
        "certificate_state=valid, 36",
        "status=suspended&location=Berlin, 6",
        "status=suspended&location=K%C3%B6ln, 0",
        "status=revoked&location=K%C3%B6ln&label=line%3Db&q=list&certificate_state=revoked, 2",
    })
    void showsTheDevicesThatPassAllFilters(String query, int count) {
        assertThat(ids(page("limit=500&" + query))).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void isEmptyForATypeThatNoDeviceHas() {
        JsonNode page = caller.get("/devices?type=nothing").is(200).json();

        assertThat(page.propertyNames()).containsExactly("items", "next_cursor");
        assertThat(page.path("items").size()).isZero();
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void showsEachDeviceAsTheDeviceAloneIsShown() {
        for (JsonNode device : page("limit=500").path("items")) {
            assertThat(caller.get("/device/" + device.path("id").asString())
                            .is(200)
                            .json())
                    .isEqualTo(device);
        }
    }

    @Test
    void hasFiftyDevicesOnAPageUnlessAskedOtherwise() {
        assertThat(ids(page("sort=name"))).hasSize(50);
        assertThat(ids(page("limit=7"))).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "registered_at", "certificate.expires_at"})
    void isSortedBothWays(String path) {
        String sort = path.replace("certificate.", "");
        Comparator<String> order =
                path.equals("name") ? Comparator.naturalOrder() : Comparator.comparing(Instant::parse);

        List<String> forwards = values("&limit=17&sort=" + sort, path);
        List<String> backwards = values("&limit=17&sort=-" + sort, path);

        assertThat(forwards).hasSize(FLEET).isSortedAccordingTo(order);
        assertThat(backwards).isEqualTo(forwards.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status=active&", "location=Berlin&label=line%3Da&", "q=list&certificate_state=valid&"})
    void isWalkedPageByPageUnderEachFilter(String filter) {
        List<String> whole = ids(page(filter + "limit=500&sort=-expires_at"));

        List<String> walked = caller.all("/devices?type=" + TYPE + "&" + filter + "sort=-expires_at&limit=4").stream()
                .map(device -> device.path("id").asString())
                .toList();

        assertThat(walked).isEqualTo(whole).isNotEmpty();
    }

    @Test
    void keepsTheOrderOfThePageBefore() {
        JsonNode first = page("sort=-name&limit=10");
        JsonNode second = page("limit=10&cursor=" + first.path("next_cursor").asString());

        assertThat(second.path("items").path(0).path("name").asString())
                .isLessThan(first.path("items").path(9).path("name").asString());
    }

    @Test
    void refusesTheCursorOfAnotherList() {
        String cursor = page("sort=name&limit=10").path("next_cursor").asString();

        for (String other :
                List.of("sort=-name&", "status=active&", "q=list&", "expires_before=2026-01-11T12:00:00Z&")) {
            caller.get("/devices?type=" + TYPE + "&" + other + "cursor=" + cursor)
                    .isInvalid("cursor");
        }
        caller.get("/devices?cursor=" + cursor).isInvalid("cursor");
    }

    @Test
    void goesOnBehindADeviceThatChangedMeanwhile() {
        GivenDevice changing = GivenDevice.until(NOON);
        GivenDevice staying = GivenDevice.until(NOON.plusSeconds(1));
        String type = "changing-" + UUID.randomUUID();
        given().happened(NOON, changing.registered("a", type), changing.issued());
        given().happened(NOON, staying.registered("b", type), staying.issued());
        JsonNode first =
                caller.get("/devices?limit=1&sort=name&type=" + type).is(200).json();

        given().happened(NOON, changing.suspended());
        JsonNode second = caller.get("/devices?limit=1&sort=name&type=" + type + "&cursor="
                        + first.path("next_cursor").asString())
                .is(200)
                .json();

        assertThat(ids(first)).containsExactly(changing.id().value());
        assertThat(ids(second)).containsExactly(staying.id().value());
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void tellsWhatHappenedToADevice() {
        GivenDevice device = devices.get(1);
        JsonNode shown = caller.get("/device/" + device.id()).is(200).json();

        assertThat(shown.path("status").asString()).isEqualTo("suspended");
        assertThat(shown.path("location").asString()).isEqualTo("Berlin");
        assertThat(shown.path("registered_at").asString())
                .isEqualTo(NOON.plusSeconds(1).toString());
        assertThat(shown.path("certificate").path("expires_at").asString())
                .isEqualTo(device.notAfter().toString());
        given().happened(NOON.plusSeconds(90), device.resumed());
        assertThat(caller.get("/device/" + device.id()).field("status")).isEqualTo("active");
        given().happened(NOON.plusSeconds(91), device.suspended());
        assertThat(caller.get("/device/" + device.id()).field("status")).isEqualTo("suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-registered_at", "expires_at"})
    void isWalkedWithoutHoleOrDoubleWhileTheFleetGrows(String sort) throws Exception {
        List<String> before = ids(page("limit=500"));
        try (ExecutorService appenders = Executors.newFixedThreadPool(2)) {
            List<Future<?>> newcomers = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> appenders.submit(() -> register(i % 2 == 0 ? "a" : "newcomer")))
                    .toList();

            List<String> walked = caller.all("/devices?sort=" + sort + "&limit=17").stream()
                    .map(device -> device.path("id").asString())
                    .toList();

            assertThat(walked).doesNotHaveDuplicates().containsAll(before);
            for (Future<?> newcomer : newcomers) {
                newcomer.get();
            }
        }
    }

    private void register(String name) {
        GivenDevice device = GivenDevice.until(Instant.now());
        given().happened(Instant.now(), device.registered(name + " " + device.id(), "newcomer"), device.issued());
    }

    private List<String> values(String query, String path) {
        return caller.all("/devices?type=" + TYPE + query).stream()
                .map(device -> value(device, path))
                .toList();
    }

    private JsonNode page(String query) {
        return caller.get("/devices?type=" + TYPE + "&" + query).is(200).json();
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
