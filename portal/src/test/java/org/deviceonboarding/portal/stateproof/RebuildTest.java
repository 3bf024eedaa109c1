package org.deviceonboarding.portal.stateproof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A rebuild")
class RebuildTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final int ROUNDS = 2;

    private Caller operator;
    private Upkeep upkeep;

    @Autowired
    private DataSource database;

    @BeforeEach
    void logIn() {
        operator = operator();
        upkeep = new Upkeep(auditor(), admin());
    }

    @AfterEach
    void forgetWhatWasFound() {
        jdbc.sql("delete from upkeep_task").update();
    }

    @Test
    void isNotNoticedByThoseWhoReadAndWrite() throws Exception {
        String device = operator.register(newName()).field("device_id");
        operator.get("/device/" + device).is(200);
        AtomicBoolean over = new AtomicBoolean();
        List<String> registered;
        List<String> revoked;
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> lists = people.submit(until(
                    over, () -> operator.get("/devices?limit=20&min_position=0").is(200)));
            Future<?> positions = people.submit(until(
                    over,
                    rising(() -> operator.get("/device/" + device + "?min_position=0")
                            .is(200)
                            .json()
                            .path("position")
                            .asLong())));
            Future<?> numbers =
                    people.submit(until(over, rising(() -> number(crl("")).longValueExact())));
            Future<List<String>> registrar = people.submit(() -> registerUntil(over));
            Future<List<String>> revoker = people.submit(() -> revokeUntil(over));
            for (int round = 0; round < ROUNDS; round++) {
                for (String projection : List.of("devices", "crl", "templates", "brokers")) {
                    upkeep.rebuild(projection);
                }
            }
            over.set(true);
            lists.get();
            positions.get();
            numbers.get();
            registered = registrar.get();
            revoked = revoker.get();
        }

        assertThat(registered)
                .isNotEmpty()
                .allSatisfy(id -> operator.get("/device/" + id).is(200));
        assertThat(revoked)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(operator.get("/device/" + id).field("status"))
                        .isEqualTo("revoked"));
        JsonNode proof = upkeep.prove();
        for (String projection : List.of("devices", "crl", "templates", "brokers")) {
            assertThat(Upkeep.part(proof, projection).path("state").asString())
                    .as(proof.toString())
                    .isEqualTo("agreed");
        }
    }

    @Test
    void thatIsKilledLeavesEverythingAsItWas() throws Exception {
        String device = operator.register(newName()).field("device_id");
        operator.get("/device/" + device).is(200);
        String table = jdbc.sql("select 'device_model'::regclass::oid::text")
                .query(String.class)
                .single();
        try (Connection reader = database.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table device_model in access share mode"); // as a long report would
            String id = upkeep.begin("devices");
            await().atMost(GENEROUS).until(() -> shadows() == 1 && holder() != null);
            assertThat(upkeep.begin("devices")).isEqualTo(id);
            assertThat(upkeep.projection("devices").path("state").asString()).isEqualTo("rebuilding");
            operator.get("/device/" + device).is(200);

            assertThat(jdbc.sql("select pg_terminate_backend(:pid)")
                            .param("pid", holder())
                            .query(Boolean.class)
                            .single())
                    .isTrue();

            await().atMost(GENEROUS)
                    .until(() ->
                            upkeep.newest("devices").path("state").asString().equals("failed"));
            await().atMost(GENEROUS).until(() -> shadows() == 0);
            reader.rollback();
        }
        assertThat(jdbc.sql("select 'device_model'::regclass::oid::text")
                        .query(String.class)
                        .single())
                .isEqualTo(table);
        operator.get("/device/" + device).is(200);
        operator.register(newName());

        upkeep.rebuild("devices");
        operator.get("/device/" + device).is(200);
    }

    private long shadows() {
        return jdbc.sql("select count(*) from pg_namespace where nspname = 'rebuild_devices'")
                .query(Long.class)
                .single();
    }

    private @Nullable Integer holder() {
        return jdbc.sql("""
                        select pid from pg_locks
                        where locktype = 'advisory' and granted and objsubid = 2
                          and database = (select oid from pg_database where datname = current_database())
                          and classid::bigint = (hashtext('upkeep')::bigint & 4294967295)
                          and objid::bigint = (hashtext('rebuild devices')::bigint & 4294967295)
                        """).query(Integer.class).optional().orElse(null);
    }

    private List<String> registerUntil(AtomicBoolean over) {
        List<String> ids = new ArrayList<>();
        while (!over.get()) {
            ids.add(operator.register(newName()).field("device_id"));
        }
        return ids;
    }

    /** Each revocation is on the CRL before there is another. */
    private List<String> revokeUntil(AtomicBoolean over) throws Exception {
        List<String> ids = new ArrayList<>();
        while (!over.get()) {
            Answer registered = operator.register(newName());
            String id = registered.field("device_id");
            long position = operator.post("/revoke/" + id)
                    .is(200)
                    .json()
                    .path("position")
                    .asLong();
            BigInteger serial = new BigInteger(registered.field("certificate_serial"), 16);
            await().atMost(GENEROUS)
                    .until(() -> nobody().get("/crl?min_position=" + position).status() == 200);
            assertThat(crl("").getRevokedCertificate(serial)).isNotNull();
            ids.add(id);
        }
        return ids;
    }

    private static Callable<Boolean> until(AtomicBoolean over, Callable<?> action) {
        return () -> {
            while (!over.get()) {
                action.call();
            }
            return true;
        };
    }

    private static Callable<Boolean> rising(Callable<Long> value) {
        long[] last = {0};
        return () -> {
            long next = value.call();
            assertThat(next).isGreaterThanOrEqualTo(last[0]);
            last[0] = next;
            return true;
        };
    }

    private X509CRL crl(String query) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(
                        nobody().get("/crl" + query).is(200).body()));
    }

    private static BigInteger number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue("2.5.29.20");
        return new BigInteger(Arrays.copyOfRange(extension, 4, extension.length));
    }
}
