package org.deviceonboarding.query.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Given a key that two devices have certificates for, the list of shared keys")
class SharedKeysTest extends QueryTest {
    private final String first = UUID.randomUUID().toString();
    private final String second = UUID.randomUUID().toString();
    private final String key = Sha256.of(first.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .hex();
    private Caller auditor;

    @BeforeEach
    void share() {
        auditor = auditor();
        claim(first);
        claim(second);
        jdbc.sql("insert into shared_key values (:key)").param("key", key).update();
        jdbc.sql("update certified_key_fill set done = true").update();
    }

    @Test
    void namesTheHoldersAsLongAsThereAreTwo() {
        JsonNode shared = shared();

        assertThat(shared.path("compromised").asBoolean()).isFalse();
        assertThat(shared.path("holder_count").asInt()).isEqualTo(2);
        assertThat(shared.path("holders")
                        .valueStream()
                        .map(holder -> holder.path("kind").asString() + " "
                                + holder.path("id").asString()))
                .containsExactlyInAnyOrder("device " + first, "device " + second);
        assertThat(shared.path("key").asString()).matches("[0-9a-f]{64}").isEqualTo(key);

        revoke(first, "superseded");
        assertThat(listed()).doesNotContain(second);
    }

    @Test
    void namesTheLastHolderOfACompromisedKey() {
        revoke(first, "key_compromise");

        JsonNode shared = shared();
        assertThat(shared.path("compromised").asBoolean()).isTrue();
        assertThat(shared.path("holder_count").asInt()).isEqualTo(1);

        revoke(second, "unspecified");
        assertThat(listed()).doesNotContain(second);
    }

    @Test
    void isNotThereUntilEarlierCertificatesAreKnown() {
        jdbc.sql("update certified_key_fill set done = false").update();

        auditor.get("/devices/shared-keys").isProblem(503, "not_caught_up");
    }

    @Test
    void isForWhoeverMayReadAndTakesItsOwnParametersOnly() {
        operator().get("/devices/shared-keys?limit=1").is(200);
        nobody().get("/devices/shared-keys").isProblem(401, "unauthorized");
        auditor.get("/devices/shared-keys?colour=red").isInvalid("colour");
    }

    private JsonNode shared() {
        return auditor.all("/devices/shared-keys?limit=1").stream()
                .filter(item -> item.toString().contains(second))
                .findFirst()
                .orElseThrow();
    }

    private String listed() {
        return auditor.all("/devices/shared-keys?limit=500").toString();
    }

    private void claim(String holder) {
        jdbc.sql("""
                        insert into certified_key (serial, key, holder_kind, holder, not_after)
                        values (:serial, :key, 'device', :holder, now() + interval '1 year')
                        """)
                .param("serial", holder.replace("-", ""))
                .param("key", key)
                .param("holder", holder)
                .update();
    }

    private void revoke(String holder, String reason) {
        jdbc.sql("update certified_key set revoked = :reason where holder = :holder")
                .param("reason", reason)
                .param("holder", holder)
                .update();
    }
}
