package org.deviceonboarding.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An API key")
class ApiKeysTest extends ProbeTest {
    @Test
    void isShownOnceAndOpensWhatItsRolesAllow() {
        String name = newKeyName();
        Answer made = create(name, "\"auditor\", \"operator\"", "").is(201);

        String key = made.field("key");
        assertThat(key).matches("onb_[A-Za-z0-9_-]{43}");
        assertThat(made.header("Location")).isEqualTo("/admin/api-keys/" + made.field("id"));
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.json().path("roles").toString()).isEqualTo("[\"auditor\",\"operator\"]");
        assertThat(made.field("created_by")).isEqualTo("admin");
        assertThat(made.json().path("expires_at").isNull()).isTrue();

        Caller holder = new Caller(nobody().port(), key);
        holder.register(newName());
        holder.get("/audit/events?limit=1").is(200);
        holder.get("/admin/api-keys").isProblem(403, "forbidden");
        assertThat(holder.get("/whoami").is(200).text())
                .isEqualTo(
                        "{\"name\":\"%s\",\"owner\":\"%s\",\"roles\":[\"auditor\",\"operator\"],\"auth\":\"api_key\"}"
                                .formatted(name, name));

        assertThat(log()).doesNotContain(key).doesNotContain(Tokens.hash(key));
        assertThat(admin().get("/admin/api-keys?limit=500").text()).doesNotContain(key);
    }

    @Test
    void saysWhoHoldsIt() {
        String name = newKeyName();
        Answer made =
                create(name, "\"operator\"", ", \"owner\": \"ada.lovelace\"").is(201);
        Caller holder = new Caller(nobody().port(), made.field("key"));
        Answer registered = holder.register(newName());

        assertThat(made.field("owner")).isEqualTo("ada.lovelace");
        assertThat(listed(made.field("id")).path("owner").asString()).isEqualTo("ada.lovelace");
        assertThat(holder.get("/whoami").is(200).field("owner")).isEqualTo("ada.lovelace");
        assertThat(event(made).path("payload").path("owner").asString()).isEqualTo("ada.lovelace");
        JsonNode metadata = event(registered).path("meta_data");
        assertThat(metadata.path("actor").asString()).isEqualTo(name);
        assertThat(metadata.path("owner").asString()).isEqualTo("ada.lovelace");
        assertThat(operator().get("/whoami").field("owner")).startsWith("operator-"); // a row from before owners
    }

    @Test
    void isInTheLogFromItsMakingToItsEnd() {
        Instant end = Instant.parse("2030-01-31T00:00:00Z");
        String name = newKeyName();
        Answer made = create(name, "\"operator\"", ", \"expires_at\": \"%s\"".formatted(end))
                .is(201);
        Answer revoked = admin().send("DELETE", "/admin/api-keys/" + made.field("id"), none())
                .is(200);

        JsonNode created = event(made);
        assertThat(created.path("type").asString()).isEqualTo("ApiKeyCreated");
        assertThat(created.path("payload").path("key_id").asString()).isEqualTo(made.field("id"));
        assertThat(created.path("payload").path("name").asString()).isEqualTo(name);
        assertThat(created.path("payload").path("expires_at").asString()).isEqualTo(end.toString());
        assertThat(created.path("meta_data").path("actor").asString()).isEqualTo("admin");
        assertThat(created.path("meta_data").path("correlation_id").asString()).isEqualTo(made.header("X-Request-Id"));
        assertThat(event(revoked).path("type").asString()).isEqualTo("ApiKeyRevoked");
        assertThat(event(revoked).path("payload").path("name").asString()).isEqualTo(name);
    }

    @Test
    void opensNothingOnceItIsRevoked() {
        Answer made = create(newKeyName(), "\"operator\"", "").is(201);
        Caller holder = new Caller(nobody().port(), made.field("key"));
        holder.get("/devices").is(200);

        Answer revoked = revoke(made.field("id")).is(200);
        holder.get("/devices").isProblem(401, "unauthorized");

        assertThat(revoked.field("status")).isEqualTo("revoked");
        assertThat(revoke(made.field("id")).is(200).text()).isEqualTo(revoked.text());
        assertThat(listed(made.field("id")).path("status").asString()).isEqualTo("revoked");
    }

    @Test
    void opensNothingOnceItExpired() {
        Answer made = create(
                        newKeyName(),
                        "\"operator\"",
                        ", \"expires_at\": \"%s\"".formatted(Instant.now().plus(Duration.ofHours(1))))
                .is(201);
        Caller holder = new Caller(nobody().port(), made.field("key"));
        assertThat(holder.get("/whoami").is(200).field("expires_at")).isEqualTo(made.field("expires_at"));
        jdbc.sql("update api_key set expires_at = now() where id = :id")
                .param("id", UUID.fromString(made.field("id")))
                .update();

        holder.get("/devices").isProblem(401, "unauthorized");
        assertThat(listed(made.field("id")).path("status").asString()).isEqualTo("expired");
    }

    @Test
    void leavesItsNameToNoOther() {
        String name = newKeyName();
        revoke(create(name, "\"operator\"", "").is(201).field("id")).is(200);

        create(name, "\"operator\"", "").isProblem(409, "duplicate_name");
        create(name.toUpperCase(java.util.Locale.ROOT), "\"operator\"", "").isProblem(409, "duplicate_name");
        create("Admin", "\"admin\"", "").isProblem(409, "duplicate_name");
    }

    @Test
    void isNotTakenFromTheLastAdmin() {
        String id = jdbc.sql("select id::text from api_key where name = 'admin'")
                .query(String.class)
                .single();
        jdbc.sql("update api_key set revoked_at = now() where name <> 'admin' and 'ADMIN' = any (roles)")
                .update();
        Answer expiring = create(newKeyName(), "\"admin\"", "").is(201);
        jdbc.sql("update api_key set expires_at = now() where id = :id")
                .param("id", UUID.fromString(expiring.field("id")))
                .update();

        revoke(id).isProblem(409, "conflict");

        Answer forAnHour = create(
                        newKeyName(),
                        "\"admin\"",
                        ", \"expires_at\": \"%s\"".formatted(Instant.now().plus(Duration.ofHours(1))))
                .is(201);
        revoke(id).isProblem(409, "conflict");
        revoke(forAnHour.field("id")).is(200);

        Answer other = create(newKeyName(), "\"admin\"", "").is(201);
        Caller colleague = new Caller(nobody().port(), other.field("key"));
        colleague.get("/admin/api-keys").is(200);
        revoke(other.field("id")).is(200);
        admin().get("/admin/api-keys").is(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name,roles",
                "{'name': '', 'roles': []}|name,roles",
                "{'name': 'oidc/ada', 'roles': ['operator']}|name",
                "{'name': 'portal', 'roles': ['operator']}|name",
                "{'name': 'Anonymous', 'roles': ['operator']}|name",
                "{'name': '=1+1', 'roles': ['operator']}|name",
                "{'name': 'a\\nb', 'roles': ['operator']}|name",
                "{'name': 'a', 'owner': '', 'roles': ['operator']}|owner",
                "{'name': 'a', 'owner': 'Ada Lovelace', 'roles': ['operator']}|owner",
                "{'name': 'a', 'owner': 'Portal', 'roles': ['operator']}|owner",
                "{'name': 'a', 'owner': 'oidc/ada', 'roles': ['operator']}|owner",
                "{'name': 'a', 'roles': ['root']}|roles",
                "{'name': 'a', 'roles': ['OPERATOR']}|roles",
                "{'name': 'a', 'roles': ['operator', 'operator']}|roles",
                "{'name': 'a', 'roles': [null]}|roles",
                "{'name': 'a', 'roles': 'operator'}|roles",
                "{'name': 'a', 'roles': ['operator'], 'expires_at': '2020-01-01T00:00:00Z'}|expires_at",
                "{'name': 'a', 'roles': ['operator'], 'expires_at': '2999-01-01T00:00:00Z'}|expires_at",
                "{'name': 'a', 'roles': ['operator'], 'expires_at': 'tomorrow'}|expires_at",
                "{'name': 'a', 'roles': ['operator'], 'hash': 'x'}|hash",
            },
            quoteCharacter = '"')
    void isMadeForNobodyWithoutANameAndRoles(String body, String fields) {
        admin().postJson("/admin/api-keys", body.replace('\'', '"')).isInvalid(fields.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7d444840-9dc0-11d1-b245-5ffdce74fad2"})
    void isNoneThatThereIsNot(String id) {
        revoke(id).isProblem(404, "not_found");
        revoke("x").isProblem(400, "validation_error");
    }

    @Test
    void saysWhenItWasLastUsed() {
        Answer made = create(newKeyName(), "\"operator\"", "").is(201);
        assertThat(listed(made.field("id")).path("last_used_at").isNull()).isTrue();

        new Caller(nobody().port(), made.field("key")).get("/whoami").is(200);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !listed(made.field("id")).path("last_used_at").isNull());
    }

    @Test
    void isListedWithTheOthersPageByPage() {
        create(newKeyName(), "\"operator\"", "").is(201);
        create(newKeyName(), "\"operator\"", "").is(201);

        Answer first = admin().get("/admin/api-keys?limit=1").is(200);
        Answer second = admin().get("/admin/api-keys?limit=1&cursor=" + first.field("next_cursor"))
                .is(200);

        assertThat(first.json().path("items")).hasSize(1);
        assertThat(first.json().path("items").get(0).path("name").asString())
                .isLessThan(second.json().path("items").get(0).path("name").asString());
        assertThat(first.text()).doesNotContain("hash");
        admin().get("/admin/api-keys?sort=name").isInvalid("sort");
    }

    private Answer create(String name, String roles, String more) {
        return admin().postJson(
                        "/admin/api-keys", "{\"name\": \"%s\", \"roles\": [%s]%s}".formatted(name, roles, more));
    }

    private Answer revoke(String id) {
        return admin().send("DELETE", "/admin/api-keys/" + id, none());
    }

    private static java.net.http.HttpRequest.BodyPublisher none() {
        return java.net.http.HttpRequest.BodyPublishers.noBody();
    }

    private JsonNode listed(String id) {
        return admin().all("/admin/api-keys?limit=500").stream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode event(Answer answer) {
        return JsonMapper.shared()
                .readTree(jdbc.sql("""
                        select json_build_object('type', payload_type, 'payload', payload::json, 'meta_data', meta_data::json)
                        from domain_event_entry where global_index = :position
                        """)
                        .param("position", answer.json().path("position").asLong())
                        .query(String.class)
                        .single());
    }

    private String log() {
        return String.join(
                "\n",
                jdbc.sql("select payload || meta_data from domain_event_entry where payload_type like 'ApiKey%'")
                        .query(String.class)
                        .list());
    }

    private static String newKeyName() {
        return "key-" + UUID.randomUUID().toString().substring(0, 18);
    }
}
