package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@DisplayName("The history")
class HistoryTest extends PortalTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    @Autowired
    private EventStore log;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outage outage;

    @Autowired
    @Qualifier("ledgerLoop")
    private SmartLifecycle ledger;

    @Test
    void ofADeviceHasAllThatHappenedToItInOrder() {
        Caller operator = operator();
        Answer registered = operator.postJson(
                "/register",
                "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(newName()),
                "X-Request-Id",
                "ticket-4711",
                "User-Agent",
                "onboard/1.0");
        String id = registered.is(201).field("device_id");
        operator.post("/suspend/" + id).is(200);

        JsonNode history = operator.get("/device/" + id + "/history").is(200).json();

        assertThat(types(history))
                .containsExactly("DeviceRegistered", "CertificateIssued", "CredentialsPackaged", "DeviceSuspended");
        assertThat(history.path("next_after").isNull()).isTrue();
        JsonNode first = history.path("items").path(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "position",
                        "time",
                        "type",
                        "revision",
                        "event_id",
                        "aggregate_id",
                        "sequence",
                        "actor",
                        "auth",
                        "address",
                        "correlation_id",
                        "user_agent",
                        "owner",
                        "payload");
        assertThat(first.path("revision").asString()).isEqualTo("1");
        assertThat(first.path("aggregate_id").asString()).isEqualTo(id);
        assertThat(first.path("sequence").asLong()).isZero();
        assertThat(first.path("actor").asString()).isEqualTo(nameOf(operator, "operator"));
        assertThat(first.path("owner").asString()).isEqualTo(nameOf(operator, "operator"));
        assertThat(first.path("auth").asString()).isEqualTo("api_key");
        assertThat(first.path("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(first.path("correlation_id").asString()).isEqualTo("ticket-4711");
        assertThat(first.path("user_agent").asString()).isEqualTo("onboard/1.0");
        assertThat(first.path("payload").path("device_id").asString()).isEqualTo(id);
        assertThat(stored(first))
                .isEqualTo(List.of(
                        first.path("time").asString(),
                        first.path("event_id").asString(),
                        first.path("payload").toString()));
        assertThat(auditor().get("/audit/events?device_id=" + id).json()).isEqualTo(history);
    }

    private List<String> stored(JsonNode event) {
        return jdbc.sql("select time_stamp, event_identifier, payload from domain_event_entry where global_index = :n")
                .param("n", event.path("position").asLong())
                .query((row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }

    @Test
    void ofADeviceIsShownByThePage() {
        String id = device();

        JsonNode first =
                auditor().get("/device/" + id + "/history?limit=2").is(200).json();
        long after = first.path("next_after").asLong();
        JsonNode second = auditor()
                .get("/device/%s/history?limit=2&after=%d".formatted(id, after))
                .json();

        assertThat(types(first)).containsExactly("DeviceRegistered", "CertificateIssued");
        assertThat(first.path("items").path(1).path("position").asLong()).isEqualTo(after);
        assertThat(types(second)).containsExactly("CredentialsPackaged");
        assertThat(second.path("next_after").isNull()).isTrue();
        assertThat(types(auditor().get("/device/" + id + "/history?limit=3").json()))
                .hasSize(3);
        assertThat(auditor()
                        .get("/device/" + id + "/history?limit=3")
                        .json()
                        .path("next_after")
                        .isNull())
                .isTrue();
    }

    @Test
    void isThatOfDevicesThereAre() {
        String unknown = UUID.randomUUID().toString();
        operator().post("/revoke/" + unknown).isProblem(404, "not_found");

        operator().get("/device/" + unknown + "/history").isProblem(404, "not_found");
        assertThat(types(auditor().get("/audit/events?device_id=" + unknown).json()))
                .containsExactly("CommandRefused");
    }

    @Test
    void isFilteredByKind() {
        String id = device();
        operator().post("/suspend/" + id).is(200);
        operator().post("/resume/" + id).is(200);

        assertThat(types(events("device_id=" + id + "&type=DeviceResumed"))).containsExactly("DeviceResumed");
        assertThat(types(events("device_id=" + id + "&type=DeviceResumed,DeviceRegistered")))
                .containsExactly("DeviceRegistered", "DeviceResumed");
        assertThat(types(events("device_id=" + id + "&type=DeviceDecommissioned")))
                .isEmpty();
        assertThat(types(events("type=DeviceSuspended,DeviceResumed&limit=1000")))
                .isNotEmpty()
                .allMatch(type -> type.equals("DeviceSuspended") || type.equals("DeviceResumed"));
    }

    @Test
    void isFilteredByWhoDidIt() {
        Caller ada = operator();
        Caller bob = operator();
        String id = ada.register(newName()).field("device_id");
        bob.post("/suspend/" + id).is(200);

        assertThat(types(events("actor=" + nameOf(bob, "operator")))).containsExactly("DeviceSuspended");
        assertThat(types(events("actor=" + nameOf(ada, "operator") + "&type=DeviceRegistered")))
                .containsExactly("DeviceRegistered");
        assertThat(types(events("actor=nobody-we-know"))).isEmpty();
    }

    @Test
    void isFilteredByTime() {
        String actor = "clock-" + UUID.randomUUID();
        Instant start = Instant.parse("2001-01-01T00:00:00Z");
        for (int i = 0; i < 3; i++) {
            append(actor, "revoke", start.plusMillis(500L * i));
        }

        assertThat(times("actor=%s&from=%s".formatted(actor, "2001-01-01T00:00:00.500Z")))
                .containsExactly("2001-01-01T00:00:00.500Z", "2001-01-01T00:00:01.000Z");
        assertThat(times("actor=%s&to=%s".formatted(actor, "2001-01-01T00:00:01Z")))
                .containsExactly("2001-01-01T00:00:00.000Z", "2001-01-01T00:00:00.500Z");
        assertThat(times("actor=%s&from=%s&to=%s"
                        .formatted(actor, "2001-01-01T00:00:00.0001Z", "2001-01-01T00:00:00.501Z")))
                .containsExactly("2001-01-01T00:00:00.500Z");
        assertThat(times("actor=%s&from=%s&to=%s".formatted(actor, "2001-01-01T00:00:01Z", "2001-01-01T00:00:01Z")))
                .isEmpty();
    }

    private List<String> times(String query) {
        return events(query)
                .path("items")
                .valueStream()
                .map(item -> item.path("time").asString())
                .toList();
    }

    @Test
    void goesOnAfterAPosition() {
        List<Long> all = new ArrayList<>();
        String actor = "pages-" + UUID.randomUUID();
        IntStream.range(0, 5).forEach(_ -> append(actor, "revoke", Instant.EPOCH));
        JsonNode page = events("limit=2&actor=" + actor);
        while (true) {
            all.addAll(positions(page));
            if (page.path("next_after").isNull()) {
                break;
            }
            page = events("limit=2&actor=%s&after=%d"
                    .formatted(actor, page.path("next_after").asLong()));
        }

        assertThat(all).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(all).isEqualTo(positions(events("actor=" + actor)));
        assertThat(events("after=999999999999999999").path("items").isEmpty()).isTrue();
    }

    @Test
    void hasAHundredEventsToAPageUnlessMoreAreWanted() {
        append("many-" + UUID.randomUUID(), 1_100, "revoke");

        assertThat(types(events(""))).hasSize(100);
        assertThat(types(events("limit=1000"))).hasSize(1_000);
        assertThat(lines(export(NDJSON, "limit=7"))).hasSize(7);
        assertThat(lines(export(CSV, "limit=1050"))).hasSize(1_051);
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson, application/x-ndjson, ndjson", "text/csv, text/csv;charset=UTF-8, csv"})
    void isExportedAsAWhole(String accept, String type, String file) {
        append("all-" + UUID.randomUUID(), 2_500, "revoke"); // more than two pages
        List<Long> before = logged();

        Answer answer = auditor().get("/audit/events", "Accept", accept).is(200);

        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"events." + file + "\"");
        List<Long> exported = lines(answer.text()).stream()
                .skip(accept.equals(CSV) ? 1 : 0)
                .map(line -> line.replaceAll("^\\D*(\\d+).*", "$1"))
                .map(Long::valueOf)
                .toList();
        assertThat(exported).startsWith(before.toArray(Long[]::new)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isExportedAsItIsListed() {
        String id = device();
        operator().post("/suspend/" + id).is(200);
        JsonNode listed = events("device_id=" + id).path("items");

        List<String> exported = lines(export(NDJSON, "device_id=" + id));

        assertThat(exported).hasSize(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            assertThat(exported.get(i)).isEqualTo(listed.path(i).toString());
        }
    }

    @Test
    void isNoFormulaForASpreadsheet() {
        Caller operator = operator();
        String id = operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(newName()),
                        "User-Agent",
                        "=cmd|' /C calc'!A0",
                        "X-Request-Id",
                        "-2.3.cmd")
                .is(201)
                .field("device_id");

        List<String> lines = lines(export(CSV, "device_id=" + id));

        assertThat(lines.getFirst())
                .isEqualTo("position,time,type,revision,event_id,aggregate_id,sequence,actor,auth,address,"
                        + "correlation_id,user_agent,payload");
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).doesNotContainPattern("(^|,)\"?[=+\\-@]"));
        assertThat(lines.subList(1, 4))
                .allSatisfy(line -> assertThat(line).contains(",'-2.3.cmd,").contains(",'=cmd|' /C calc'!A0,"));
    }

    @Test
    void hasEachEventOnceWhileOthersAppend() throws Exception {
        append("before-" + UUID.randomUUID(), 3_000, "revoke");
        List<Long> before = logged();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> appenders = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(n -> threads.submit(
                            () -> IntStream.range(0, 40).forEach(_ -> append("w-" + n, "revoke", Instant.EPOCH))))
                    .toList();
            for (String accept : List.of(NDJSON, CSV, NDJSON)) {
                List<Long> seen = lines(export(accept, "")).stream()
                        .skip(accept.equals(CSV) ? 1 : 0)
                        .map(line -> Long.valueOf(line.replaceAll("^\\D*(\\d+).*", "$1")))
                        .toList();
                assertWhole(seen, before);
            }
            assertWhole(paged("limit=500", 0), before);
            for (Future<?> appender : appenders) {
                appender.get();
            }
        }
    }

    /** Appends that are rolled back use positions up: what comes after them must not be taken for the end, nor skipped. */
    @Test
    void hasEachEventOnceWhileOthersGiveUp() throws Exception {
        String actor = "gaps-" + UUID.randomUUID();
        AtomicLong written = new AtomicLong();
        long start = logged().getLast();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> appenders = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        for (int i = 0; i < 40; i++) {
                            boolean givesUp = i % 3 == 1;
                            transaction.executeWithoutResult(status -> {
                                append(actor, 3, "revoke");
                                if (givesUp) {
                                    status.setRollbackOnly();
                                }
                            });
                            written.addAndGet(givesUp ? 0 : 3);
                        }
                    }))
                    .toList();
            int looks = 0;
            while (looks < 3 || !appenders.stream().allMatch(Future::isDone)) {
                long known = written.get();
                List<Long> exported = lines(export(NDJSON, "actor=" + actor + "&after=" + start)).stream()
                        .map(line -> Long.valueOf(line.replaceAll("^\\D*(\\d+).*", "$1")))
                        .toList();
                List<Long> paged = paged("limit=20&actor=" + actor, start);
                assertThat(exported)
                        .hasSizeGreaterThanOrEqualTo((int) known)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(paged)
                        .hasSizeGreaterThanOrEqualTo(exported.size())
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(paged.subList(0, exported.size())).isEqualTo(exported);
                looks++;
            }
            for (Future<?> appender : appenders) {
                appender.get();
            }
        }
        List<Long> all = paged("limit=20&actor=" + actor, start);
        assertThat(all).hasSize((int) written.get());
        assertThat(all.getLast() - all.getFirst())
                .as("some positions belong to nobody")
                .isGreaterThanOrEqualTo(all.size());
    }

    /** Everything up to the last position seen, once, and in order. */
    private void assertWhole(List<Long> seen, List<Long> before) {
        assertThat(seen)
                .isEqualTo(logged().stream()
                        .filter(position -> position <= seen.getLast())
                        .toList());
        assertThat(seen.getLast()).isGreaterThanOrEqualTo(before.getLast());
    }

    private List<Long> paged(String filter, long after) {
        List<Long> seen = new ArrayList<>();
        JsonNode next;
        do {
            JsonNode page = events(filter + "&after=" + (seen.isEmpty() ? after : seen.getLast()));
            seen.addAll(positions(page));
            next = page.path("next_after");
        } while (!next.isNull());
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {NDJSON, CSV})
    void doesNotLookWholeWhenItBreaksOff(String accept) throws Exception {
        // More than all buffers between us can take, so that there is still something to be read when the log goes
        // away.
        String actor = "large-" + UUID.randomUUID();
        ledger.stop(); // To it, the deletion would be tampering.
        try {
            append(actor, 4_000, "x".repeat(8_000));
            assertBreaksOff(actor, accept);
        } finally {
            jdbc.sql("delete from domain_event_entry where meta_data::jsonb ->> 'actor' = :actor")
                    .param("actor", actor)
                    .update();
            ledger.start();
        }
    }

    private void assertBreaksOff(String actor, String accept) throws Exception {
        Caller auditor = auditor();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + auditor.port() + "/audit/events?actor=" + actor))
                .header("Authorization", "Bearer " + auditor.key())
                .header("Accept", accept)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try (InputStream body = response.body();
                    AutoCloseable _ = outage.begin(Duration.ZERO)) {
                assertThatThrownBy(() -> body.transferTo(received)).isInstanceOf(IOException.class);
            }
            assertThat(received.toString(StandardCharsets.UTF_8))
                    .contains(actor)
                    .doesNotContain("urn:device-onboarding:problem");
        }
    }

    @Test
    void isNotThereWithoutTheDatabase() throws Exception {
        Caller auditor = auditor();
        try (AutoCloseable _ = outage.begin(Duration.ZERO)) {
            for (String accept : List.of("application/json", NDJSON, CSV)) {
                auditor.get("/audit/events", "Accept", accept).isProblem(503, "unavailable");
            }
        }
    }

    private String device() {
        return operator().register(newName()).field("device_id");
    }

    private JsonNode events(String query) {
        return auditor().get("/audit/events?" + query).is(200).json();
    }

    private String export(String accept, String query) {
        return auditor().get("/audit/events?" + query, "Accept", accept).is(200).text();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<String> types(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    private static List<Long> positions(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("position").asLong())
                .toList();
    }

    private List<Long> logged() {
        return jdbc.sql("select global_index from domain_event_entry order by global_index")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private void append(String actor, String command, Instant at) {
        log.publish(new GenericEventMessage<>(
                        new GenericMessage<>(new CommandRefused(command, null, "forbidden")), () -> at)
                .withMetaData(java.util.Map.of("actor", actor)));
    }

    private void append(String actor, int count, String command) {
        log.publish(LongStream.range(0, count)
                .mapToObj(_ -> GenericEventMessage.asEventMessage(new CommandRefused(command, null, "forbidden"))
                        .withMetaData(java.util.Map.of("actor", actor)))
                .toList());
    }

    private static String nameOf(Caller caller, String role) {
        return role + "-" + String.valueOf(caller.key()).substring(0, 8);
    }
}
