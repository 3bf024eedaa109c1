package org.deviceonboarding.command.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@DisplayName("The pool of keys, for requests,")
@TestPropertySource(properties = "KEY_POOL_SIZE=3")
@Import(SetCpuLoad.class)
class PooledRequestsTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofMinutes(1);
    private static final String RSA = "{\"key_algorithm\": \"rsa-2048\"}";

    @Autowired
    private SetCpuLoad load;

    @Autowired
    private MeterRegistry metrics;

    @BeforeEach
    void isFullAndStaysAsItIs() {
        load.set(0);
        awaitLevel(3);
        load.set(1);
    }

    @Test
    void givesAKeyForARegistrationARenewalAndAReturn() throws Exception {
        Answer registered = register();
        assertThat(level()).isEqualTo(2);
        String id = registered.field("device_id");

        operator().postJson("/renew/" + id, RSA).is(201);
        assertThat(level()).isEqualTo(1);

        operator().post("/revoke/" + id).is(200);
        operator().post("/reissue/" + id).is(201);
        assertThat(level()).isZero();

        Answer more = register();
        assertThat(certificate(more.field("device_id")).keyAlgorithm()).isEqualTo("rsa-2048");
        assertThat(CredentialsZip.fetch(nobody(), more).files()).containsKey("device.key");
        load.set(0);
        awaitLevel(3);
    }

    @Test
    void givesNoneForListsAndBulkChanges() {
        String name = newName();
        Caller operator = operator();
        Answer list = operator.send(
                        "POST",
                        "/imports?key_algorithm=rsa-2048",
                        BodyPublishers.ofString("name,type\n" + name + ",pump\n"),
                        "Content-Type",
                        "text/csv")
                .is(202);
        awaitCompletion(operator, "/imports/" + list.field("import_id"));
        Answer change = operator.postJson(
                        "/bulk/renew",
                        "{\"device_ids\": [\"%s\"], \"key_algorithm\": \"rsa-2048\", \"expected_count\": 1}"
                                .formatted(devicesNamed(name).getFirst().id().value()))
                .is(202);
        awaitCompletion(operator, "/bulk/" + change.field("bulk_id"));

        assertThat(level()).isEqualTo(3);
    }

    private Answer register() {
        return operator()
                .postJson("/register", "{\"name\": \"%s\", \"type\": \"pump\"}".formatted(newName()))
                .is(201);
    }

    private static void awaitCompletion(Caller operator, String job) {
        await().atMost(GENEROUS)
                .until(() -> operator.get(job).is(200).field("status").equals("completed"));
    }

    private void awaitLevel(int keys) {
        await().atMost(GENEROUS).until(() -> level() == keys);
    }

    private int level() {
        return (int) metrics.get("key.pool.keys").gauge().value();
    }
}
