package org.deviceonboarding.command.registration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request with a key")
class IdempotencyTest extends CommandTest {
    private static final String HEADER = "Idempotency-Key";

    private Caller operator;
    private String key;
    private String body;

    @BeforeEach
    void asks() {
        jdbc.sql("delete from idempotency_key").update();
        operator = operator();
        key = UUID.randomUUID().toString();
        body = body(newName());
    }

    @Test
    void isGrantedOnceAndAnsweredTwice() throws Exception {
        WrittenRows before = written();

        Answer first = register(body).is(201);
        Answer again = register(body).is(201);

        assertThat(again.text()).isEqualTo(first.text());
        for (String header : List.of("Location", "Content-Type", "Cache-Control")) {
            assertThat(again.header(header)).isNotEmpty().isEqualTo(first.header(header));
        }
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(written()).isEqualTo(new WrittenRows(before.events() + 3, before.names() + 1, before.bundles() + 1));
        assertThat(first.json().path("position").asLong())
                .isEqualTo(device(first.field("device_id")).position());
        Answer zip = nobody().post(CredentialsZip.path(again)).is(200);
        assertThat(CredentialsZip.open(zip.body(), again.field("credentials_password"))
                        .files())
                .containsKey("device.key");
    }

    @Test
    void isAnsweredWhateverHappenedMeanwhile() {
        Answer first = register(body).is(201);
        operator.post("/decommission/" + first.field("device_id")).is(200);

        assertThat(register(body).is(201).text()).isEqualTo(first.text());
    }

    @Test
    void mayBeARenewal() {
        String id = operator.register(newName()).field("device_id");
        String tag = "\"" + device(id).position() + "\"";

        Answer first = renew(id, tag).is(201);
        Answer again = renew(id, tag).is(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(jdbc.sql("select count(*) from domain_event_entry where aggregate_identifier = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void isNoOtherRequest() {
        String id = register(body).is(201).field("device_id");

        register(body(newName())).isProblem(422, "idempotency_key_reused");
        register(body + " ").isProblem(422, "idempotency_key_reused");
        operator.post("/renew/" + id, HEADER, key).isProblem(422, "idempotency_key_reused");
        operator.postJson("/register?x=y", body, HEADER, key).isProblem(422, "idempotency_key_reused");
    }

    @Test
    void isOfItsCallerOnly() {
        register(body).is(201);

        operator().postJson("/register", body, HEADER, key).isProblem(409, "duplicate_name");
    }

    @Test
    void leavesNoTraceIfItIsRefused() {
        register("{\"name\": \"\"}").isInvalid("name", "type");
        register("{").isProblem(400, "invalid_json");
        operator.post("/renew/" + UUID.randomUUID(), HEADER, key).isProblem(404, "not_found");
        assertThat(rows()).isZero();

        register(body).is(201);
        assertThat(rows()).isOne();
    }

    @Test
    void isOneOfManyAtOnce() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = IntStream.range(0, 12)
                    .<Callable<Answer>>mapToObj(_ -> () -> register(body))
                    .toList();
            List<Answer> answers =
                    callers.invokeAll(calls).stream().map(Future::resultNow).toList();

            Answer granted = register(body).is(201);
            assertThat(answers).anyMatch(answer -> answer.status() == 201).allSatisfy(answer -> {
                if (answer.status() == 201) {
                    assertThat(answer.text()).isEqualTo(granted.text());
                } else {
                    assertThat(answer.isProblem(409, "conflict").header("Retry-After"))
                            .isEqualTo("1");
                }
            });
        }
    }

    /** So a crash after the commit loses no answer, and one before it leaves nothing that could be granted again. */
    @Test
    void isAnsweredInTheTransactionThatGrantsIt() {
        String id = register(body).is(201).field("device_id");

        assertThat(jdbc.sql("""
                        select exists (select from idempotency_key kept
                            join domain_event_entry event on event.xmin = kept.xmin
                            where event.aggregate_identifier = :id)
                        """).param("id", id).query(Boolean.class).single()).isTrue();
    }

    @Test
    void takesTheTurnOfOneThatDied() {
        Answer refused = whileAnotherIsUnderWay("+ interval '1 minute'");
        assertThat(refused.isProblem(409, "conflict").header("Retry-After")).isEqualTo("1");

        key = UUID.randomUUID().toString();
        whileAnotherIsUnderWay("- interval '1 minute'").is(201);
    }

    @Test
    void keepsNothingThatCouldBeReadLater() {
        Answer answer = register(body).is(201);

        List<String> rows = jdbc.sql("select id, request, answer from idempotency_key")
                .query((row, _) ->
                        row.getString("id") + row.getString("request") + new String(row.getBytes("answer"), ISO_8859_1))
                .list();

        assertThat(rows)
                .isNotEmpty()
                .noneMatch(row -> row.contains(answer.field("credentials_password"))
                        || row.contains(answer.field("device_id"))
                        || row.contains(key)
                        || row.contains(Sha256.of(key.getBytes(UTF_8)).hex()));
    }

    @Test
    void isForgottenInTime() {
        register(body).is(201);
        jdbc.sql("update idempotency_key set expires_at = now() - interval '1 second'")
                .update();

        register(body).isProblem(409, "duplicate_name");
    }

    @Test
    void hasAKeyOfAFewPrintableCharacters() {
        for (String malformed : List.of("", "short", "x".repeat(15), "x".repeat(256), "\"0123456789\"")) {
            operator.postJson("/register", body, HEADER, malformed).isInvalid(HEADER);
        }
        operator.postJson("/register", body, HEADER, key, HEADER, key).isInvalid(HEADER);
        Answer first =
                operator.postJson("/register", body, HEADER, "\"" + key + "\"").is(201);
        assertThat(register(body).is(201).text()).isEqualTo(first.text());
    }

    @Test
    void isBoundedLikeAnyOther() {
        register("{\"name\": \"" + "x".repeat(70_000) + "\"}").isProblem(413, "payload_too_large");
        operator.send(
                        "POST",
                        "/register",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[70_000])),
                        "Content-Type",
                        "application/json",
                        HEADER,
                        key)
                .isProblem(413, "payload_too_large");
    }

    /** The other holds its turn until then. */
    private Answer whileAnotherIsUnderWay(String until) {
        String name = newName();
        String taken = body(name);
        register(taken).is(201);
        jdbc.sql("update idempotency_key set answer = null, claimed_until = now() " + until
                        + " where expires_at = (select max(expires_at) from idempotency_key)")
                .update();
        jdbc.sql("delete from device_name where name = :name")
                .param("name", name)
                .update();
        return register(taken);
    }

    private long rows() {
        return jdbc.sql("select count(*) from idempotency_key")
                .query(Long.class)
                .single();
    }

    private Answer register(String json) {
        return operator.postJson("/register", json, HEADER, key);
    }

    private Answer renew(String id, String tag) {
        return operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ec-p256\"}", HEADER, key, "If-Match", tag);
    }

    private static String body(String name) {
        return "{\"name\": \"%s\", \"type\": \"pump\", \"key_algorithm\": \"ec-p256\"}".formatted(name);
    }
}
