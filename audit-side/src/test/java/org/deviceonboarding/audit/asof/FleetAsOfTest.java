package org.deviceonboarding.audit.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.Fleet;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.EventJson;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("As of a moment, the fleet")
class FleetAsOfTest extends AuditTest {
    private static final String PATH = "/audit/state/devices";
    private static final String NDJSON = "application/x-ndjson";

    private Caller auditor;

    @BeforeEach
    void logIn() {
        auditor = auditor();
    }

    @Test
    void hasADeviceAsItWas() {
        GivenDevice device = registered();
        String id = device.id().value();
        long active = stored.head();
        JsonNode whileActive = shown(id);
        long suspended = happened(device.suspended());
        JsonNode whileSuspended = shown(id);
        happened(
                new CommandRefused("renew", device.id(), "conflict"),
                device.resumed(),
                device.revoked(RevocationReason.CESSATION_OF_OPERATION),
                device.decommissioned());

        assertThat(then(id, active).path("items")).containsExactly(whileActive);
        assertThat(then(id, suspended).path("items")).containsExactly(whileSuspended);
        assertThat(then(id, stored.head()).path("items")).containsExactly(shown(id));
        assertThat(whileActive.path("topics")).hasSize(1);
        assertThat(whileActive.path("status").asString()).isEqualTo("active");
        assertThat(whileSuspended.path("status").asString()).isEqualTo("suspended");
        assertThat(whileSuspended.path("topics")).isEmpty();
    }

    @Test
    void hasNoDeviceBeforeItsRegistration() {
        long before = stored.head();
        String id = registered().id().value();

        JsonNode page = then(id, before);

        assertThat(page.path("items")).isEmpty();
        assertThat(page.path("position").asLong()).isEqualTo(before);
        assertThat(page.path("next_cursor").isNull()).isTrue();
        assertThat(auditor.get(PATH + "?device_id=%s&position=%d".formatted(id, before), "Accept", NDJSON)
                        .is(200)
                        .body())
                .isEmpty();
    }

    @Test
    void isThatOfATime() {
        GivenDevice device = registered();
        String id = device.id().value();
        long suspended = happened(device.suspended());
        happened(device.resumed());
        String at = jdbc.sql("select time_stamp from domain_event_entry where global_index = :n")
                .param("n", suspended)
                .query(String.class)
                .single();
        Answer then =
                auditor.get(PATH + "?device_id=%s&at=%s".formatted(id, at)).is(200);

        assertThat(then.header("X-Log-Position")).isEqualTo(then.field("position"));
        assertThat(then.json()).isEqualTo(then(id, then.json().path("position").asLong()));
        assertThat(then.json().path("position").asLong()).isGreaterThanOrEqualTo(suspended);
        assertThat(auditor.get(PATH + "?device_id=%s&at=2020-01-01T00:00:00Z".formatted(id))
                        .is(200)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void hasTheTopicsThatTheTemplatesOfThenGave() {
        String type = "type-" + UUID.randomUUID();
        String id = registered(type, given()).id().value();
        List<Long> positions = new ArrayList<>(List.of(stored.head()));
        for (String topic : List.of("a", "b")) {
            positions.add(happened(new AclTemplateDefined(
                    type,
                    positions.size(),
                    List.of(
                            new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/" + topic),
                            new TemplateRule(TopicAccess.DENY, "devices/{device_id}/never")),
                    null)));
        }

        assertThat(positions)
                .extracting(position -> then(id, position)
                        .path("items")
                        .path(0)
                        .path("topics")
                        .path(0)
                        .asString())
                .containsExactly("devices/" + id + "/#", "devices/" + id + "/a", "devices/" + id + "/b");
        assertThat(then(id, positions.getLast()).path("items").path(0).path("topics"))
                .hasSize(1);
    }

    @Test
    void isShownByThePageAtOneMomentHoweverLongThatTakes() {
        for (int n = 0; n < 3; n++) {
            registered();
        }
        long position = stored.head();
        List<String> shown = new ArrayList<>();
        String query = "?limit=2";
        while (!query.isEmpty()) {
            JsonNode page = auditor.get(PATH + query).is(200).json();
            assertThat(page.path("position").asLong()).isEqualTo(position);
            page.path("items").forEach(item -> shown.add(item.path("id").asString()));
            if (shown.size() == 2) {
                registered();
            }
            query = page.path("next_cursor").isNull()
                    ? ""
                    : "?limit=200&cursor=" + page.path("next_cursor").asString();
        }

        assertThat(shown)
                .containsExactlyElementsOf(fleet(position).devices().values().stream()
                        .filter(device -> !device.details().type().equals(Canary.TYPE))
                        .map(device -> device.id().value())
                        .toList());
    }

    @Test
    void isWrittenAsTheFoldHasItCanariesAmongIt() {
        DeviceId canary = new DeviceId(UUID.randomUUID().toString());
        happened(new DeviceRegistered(canary, "canary resident of " + canary, Canary.TYPE, null, null, Map.of()));
        long head = stored.head();
        for (long position : new long[] {head, head - 1, head / 2, 0}) {
            Answer answer = auditor.get(PATH + "?position=" + position, "Accept", NDJSON)
                    .is(200);
            assertThat(answer.header("Content-Type")).startsWith(NDJSON);
            assertThat(answer.header("X-Log-Position")).isEqualTo(Long.toString(position));
            assertThat(answer.text().lines().map(FleetAsOfTest::device))
                    .containsExactlyElementsOf(fleet(position).devices().values());
        }
        assertThat(auditor.get(PATH + "?device_id=" + canary, "Accept", NDJSON).text())
                .startsWith("{\"id\":\"" + canary + "\",\"details\":{")
                .endsWith("}\n");
        assertThat(then(canary.value(), head).path("items")).isEmpty();
    }

    @Test
    void isForAuditors() {
        for (String accept : new String[] {"application/json", NDJSON}) {
            nobody().get(PATH, "Accept", accept).isProblem(401, "unauthorized");
            operator().get(PATH, "Accept", accept).isProblem(403, "forbidden");
            auditor.get(PATH, "Accept", accept).is(200);
            admin().get(PATH, "Accept", accept).is(200);
        }
    }

    @Test
    void isOfAMomentThatWas() {
        String soon = Instant.now().plusSeconds(60).toString();
        for (String accept : new String[] {"application/json", NDJSON, "*/*"}) {
            auditor.get(PATH + "?at=" + soon, "Accept", accept).isInvalid("at");
            auditor.get(PATH + "?at=2020-01-01T00:00:00Z&position=1", "Accept", accept)
                    .isInvalid("position");
            auditor.get(PATH + "?position=" + (stored.head() + 1_000_000), "Accept", accept)
                    .isProblem(503, "not_caught_up");
        }
    }

    @Test
    void namesWhatItDoesNotTake() {
        auditor.get(PATH + "?position=x&device_id=X&limit=0&cursor=x&colour=red&min_position=1")
                .isInvalid("position", "device_id", "limit", "cursor", "colour", "min_position");
        auditor.get(PATH + "?limit=1&cursor=x", "Accept", NDJSON).isInvalid("limit", "cursor");
    }

    @Test
    void doesNotGoOnAtAnotherMoment() {
        registered();
        registered();
        JsonNode page = auditor.get(PATH + "?limit=1").is(200).json();
        String cursor = page.path("next_cursor").asString();
        long position = page.path("position").asLong();

        auditor.get(PATH + "?cursor=%s&position=%d".formatted(cursor, position)).is(200);
        auditor.get(PATH + "?cursor=%s&position=%d".formatted(cursor, position - 1))
                .isInvalid("cursor");
    }

    private Fleet fleet(long position) {
        EntryReader reader = new EntryReader();
        List<Fleet> fleet = new ArrayList<>(List.of(Fleet.EMPTY));
        try {
            stored.read(0, position, entry -> fleet.set(0, fleet.getFirst().after(reader.read(entry))));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return fleet.getFirst();
    }

    private static DeviceModel device(String line) {
        return EventJson.mapper().readValue(line, DeviceModel.class);
    }

    private JsonNode then(String id, long position) {
        return auditor.get(PATH + "?device_id=%s&position=%d".formatted(id, position))
                .is(200)
                .json();
    }

    /** As it is now. */
    private JsonNode shown(String id) {
        ObjectNode device = (ObjectNode) auditor.get("/device/" + id).is(200).json();
        device.remove("enforcement");
        return device;
    }
}
