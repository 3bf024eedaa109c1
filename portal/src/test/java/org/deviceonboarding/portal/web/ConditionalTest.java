package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A device's entity tag")
class ConditionalTest extends PortalTest {
    private Caller operator;
    private String id;
    private String tag;

    @BeforeEach
    void register() {
        operator = operator();
        id = operator.register(newName()).field("device_id");
        tag = shown().header("ETag");
    }

    @Test
    void isItsPosition() {
        assertThat(tag).isEqualTo("\"" + shown().json().path("position").asLong() + "\"");
    }

    @Test
    void sparesWhoHasItTheRest() {
        Answer same = operator.get("/device/" + id, "If-None-Match", tag).is(304);

        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        operator.get("/device/" + id, "If-None-Match", "\"1\", " + tag).is(304);
        operator.get("/device/" + id, "If-None-Match", "\"1\"").is(200);
    }

    @Test
    void isOfTheNextVersionAfterEachChange() {
        Answer changed = patch("{\"firmware\": \"2\"}", tag).is(200);

        assertThat(changed.header("ETag")).isNotEqualTo(tag).isEqualTo(shown().header("ETag"));
        patch("{\"firmware\": \"3\"}", tag).isProblem(412, "precondition_failed");
        patch("{\"firmware\": \"3\"}", changed.header("ETag")).is(200);
        patch("{\"firmware\": \"4\"}", "*").is(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/ca.crt, 'max-age=3600, public'",
        "/ca/chain.pem, 'max-age=3600, public'",
        "/crl, no-cache",
        "/crl.pem, no-cache"
    })
    void isNotTheOnlyOneThatCachesAskWith(String path, String freshness) {
        Answer first = operator.get(path).is(200);
        assertThat(first.header("Cache-Control")).isEqualTo(freshness);

        Answer again = operator.get(path, "If-None-Match", first.header("ETag")).is(304);

        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Cache-Control")).isEqualTo(freshness);
        operator.get(path, "If-None-Match", "\"1\"").is(200);
    }

    @Test
    void saysMoreWhereATemplateDoes() {
        String type = "type " + newName().substring(0, 20);
        id = operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"%s\", \"key_algorithm\": \"ec-p256\"}"
                                .formatted(newName(), type))
                .is(201)
                .field("device_id");
        String before = shown().header("ETag");
        admin().putJson(
                        "/acl-templates/" + type.replace(" ", "%20"),
                        "{\"rules\": [{\"access\": \"read\", \"topic\": \"devices/{device_id}/x\"}]}")
                .is(200);

        String after = shown().header("ETag");

        assertThat(after).matches("\"" + before.replace("\"", "") + "-[0-9a-f]{16}\"");
        operator.get("/device/" + id, "If-None-Match", before).is(200);
        operator.get("/device/" + id, "If-None-Match", after).is(304);
        patch("{\"firmware\": \"2\"}", after).is(200);
    }

    @Test
    void guardsEveryChangeOfTheDevice() {
        patch("{\"firmware\": \"2\"}", tag).is(200);
        for (String change : List.of("revoke", "suspend", "resume", "decommission", "renew", "reissue")) {
            operator.post("/" + change + "/" + id, "If-Match", tag).isProblem(412, "precondition_failed");
        }
        operator.post("/renew/" + id, "If-Match", shown().header("ETag")).is(201);
        operator.post("/suspend/" + id, "If-Match", shown().header("ETag")).is(200);
        operator.post("/resume/" + id, "If-Match", "\"1\"," + shown().header("ETag"))
                .is(200);
        operator.post("/revoke/" + id, "If-Match", shown().header("ETag")).is(200);
        operator.post("/reissue/" + id, "If-Match", tag).isProblem(412, "precondition_failed");
        operator.post("/reissue/" + id, "If-Match", shown().header("ETag")).is(201);
        operator.post("/decommission/" + id, "If-Match", "*").is(200);
    }

    @Test
    void isNothingElse() {
        for (String malformed : List.of("1", "\"1", "\"1\" \"2\"", "*, \"1\"")) {
            patch("{\"firmware\": \"2\"}", malformed).isInvalid("If-Match");
            operator.post("/suspend/" + id, "If-Match", malformed).isInvalid("If-Match");
        }
        patch("{\"firmware\": \"2\"}", "W/" + tag).isProblem(412, "precondition_failed");
        assertThat(shown().header("ETag")).isEqualTo(tag);
    }

    @Test
    void letsOneOfManyThrough() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = IntStream.range(0, 12)
                    .<Callable<Answer>>mapToObj(i -> () -> patch("{\"firmware\": \"v%d\"}".formatted(i), tag))
                    .toList();
            List<Answer> answers =
                    callers.invokeAll(calls).stream().map(Future::resultNow).toList();

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(answer -> answer.isProblem(412, "precondition_failed"));
        }
    }

    private Answer shown() {
        return operator.get("/device/" + id).is(200);
    }

    private Answer patch(String json, String condition) {
        return operator.send(
                "PATCH",
                "/device/" + id,
                BodyPublishers.ofString(json),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                condition);
    }
}
