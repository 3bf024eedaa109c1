package org.deviceonboarding.command.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A list of devices of which batches are interrupted")
class InterruptedBatchTest extends CommandTest {
    private static final int ROWS = 120;
    private static final int KILLED = 2;

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Autowired
    private BulkWorker worker;

    @Autowired
    private Rows rows;

    private final String prefix = newName();
    private Caller operator;

    @BeforeEach
    void comesFromAnOperator() {
        operator = operator();
    }

    @AfterEach
    void isWorkedOnAsBefore() {
        if (!worker.isRunning()) {
            worker.start();
        }
        jdbc.sql("drop trigger if exists end_connection on domain_event_entry").update();
        jdbc.sql("drop function if exists end_connection()").update();
        jdbc.sql("drop sequence if exists ended_connections").update();
    }

    /** A row in the middle of a batch ends its database connection, after the events before it were inserted. */
    @Test
    void isRegisteredOnceThoughConnectionsEndInTheMiddle() {
        jdbc.sql("create sequence ended_connections").update(); // which no rollback undoes
        jdbc.sql("""
                        create function end_connection() returns trigger language plpgsql as $$ begin
                            if nextval('ended_connections') <= %d then perform pg_terminate_backend(pg_backend_pid()); end if;
                            return new;
                        end $$
                        """.formatted(KILLED)).update();
        jdbc.sql("""
                        create trigger end_connection after insert on domain_event_entry for each row
                        when (new.payload like '%%"%s-70"%%') execute function end_connection()
                        """.formatted(prefix)).update();

        isRegisteredOnce(send("ec-p256", ROWS));

        assertThat(jdbc.sql("select last_value from ended_connections")
                        .query(Integer.class)
                        .single())
                .isGreaterThan(KILLED);
    }

    @Test
    void isRegisteredOnceThoughAProcessEndedThatHadTakenItsRows() {
        worker.stop();
        String job = send("ec-p256", ROWS);
        jdbc.sql("""
                        update bulk_row set claimed_by = :ended, claimed_until = now() + interval '2 seconds', attempts = 1
                        where job_id = cast(:job as uuid) and row_no <= 60
                        """).param("ended", UUID.randomUUID()).param("job", job).update();

        worker.start();

        isRegisteredOnce(job);
    }

    @Test
    void lacksOnlyTheRowsWhoseNameOrKeySomebodyElseTookMeanwhile(@TempDir Path folder) throws Exception {
        String taken = OpenSsl.request(OpenSsl.key(folder.resolve("taken.key")));
        String own = OpenSsl.request(OpenSsl.key(folder.resolve("own.key")));
        worker.stop();
        String job = send("""
                name,type,csr
                %1$s-0,pump,
                %1$s-1,pump,
                %1$s-2,pump,"%2$s"
                %1$s-3,pump,"%3$s"
                """.formatted(prefix, taken, own).replace("\\n", "\n"), "ec-p256");
        operator.register(prefix + "-1");
        operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"pump\", \"csr\": \"%s\"}".formatted(newName(), taken))
                .is(201);

        worker.start();

        await().atMost(GENEROUS)
                .until(() -> shown(job).path("status").asString().equals("completed"));
        assertThat(jdbc.sql(
                                "select coalesce(error, state) from bulk_row where job_id = cast(:job as uuid) order by row_no")
                        .param("job", job)
                        .query(String.class)
                        .list())
                .containsExactly("done", "duplicate_name", "key_in_use", "done");
        assertThat(shown(job).path("refused").asInt()).isEqualTo(2);
    }

    @Test
    void isTakenInBatchesThoughPostgresExpectsFewRows() {
        worker.stop();
        send("name,type\n" + newName() + ",pump\n", "ec-p256");
        jdbc.sql("analyze bulk_row").update();
        String job = send("ec-p256", 400);

        assertThat(rows.claim(new BulkId(UUID.fromString(job)), UUID.randomUUID(), 50))
                .extracting(JobRow::row)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
        operator.post("/imports/" + job + "/cancel").is(200);
    }

    @Test
    void leavesRoomForARegistration() {
        String job = send("rsa-2048", 1_000);

        operator.register(newName());

        assertThat(shown(job).path("status").asString()).isEqualTo("running");
        operator.post("/imports/" + job + "/cancel").is(200);
    }

    private String send(String algorithm, int rows) {
        String list = IntStream.range(0, rows)
                .mapToObj(row -> prefix + "-" + row + ",pump\n")
                .collect(Collectors.joining("", "name,type\n", ""));
        return send(list, algorithm);
    }

    private String send(String list, String algorithm) {
        return operator.send(
                        "POST",
                        "/imports?key_algorithm=" + algorithm,
                        BodyPublishers.ofString(list),
                        "Content-Type",
                        "text/csv")
                .is(202)
                .field("import_id");
    }

    private void isRegisteredOnce(String job) {
        await().atMost(GENEROUS)
                .until(() -> shown(job).path("status").asString().equals("completed"));
        assertThat(shown(job).path("registered").asInt()).isEqualTo(ROWS);
        assertThat(jdbc.sql("""
                        select payload::jsonb ->> 'name' from domain_event_entry
                        where payload_type = 'DeviceRegistered' and payload like '%"' || :prefix || '-%'
                        """).param("prefix", prefix).query(String.class).list())
                .hasSize(ROWS)
                .doesNotHaveDuplicates();
        assertThat(jdbc.sql("select count(*) from credential_bundle where job_id = cast(:job as uuid)")
                        .param("job", job)
                        .query(Integer.class)
                        .single())
                .isEqualTo(ROWS);
    }

    private JsonNode shown(String job) {
        return operator.get("/imports/" + job).is(200).json();
    }
}
