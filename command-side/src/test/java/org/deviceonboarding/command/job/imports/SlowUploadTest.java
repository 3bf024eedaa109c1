package org.deviceonboarding.command.job.imports;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A list that comes in slowly")
class SlowUploadTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final List<Socket> open = new ArrayList<>();

    @BeforeEach
    void awaitTheEndOfOthers() {
        await().atMost(GENEROUS).until(() -> receiving() == 0);
    }

    @AfterEach
    void breakOff() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void keepsNobodyElsesOut() throws Exception {
        Caller slow = operator();
        Caller other = operator();
        begin(slow);
        begin(slow);
        await().atMost(GENEROUS).until(() -> receiving() == 2);
        begin(slow);

        await().atMost(GENEROUS).untilAsserted(() -> upload(slow, "x").isProblem(429, "rate_limited"));
        assertThat(upload(other, newName()).status()).isEqualTo(202);
        assertThat(jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and state like 'idle in transaction%'
                            and state_change < now() - interval '1 second'
                        """).query(Long.class).single())
                .as("sessions that wait in a transaction")
                .isZero();
    }

    @Test
    void givesItsPlaceBackWhenItBreaksOff() throws Exception {
        Caller slow = operator();
        begin(slow);
        begin(slow);
        await().atMost(GENEROUS).until(() -> receiving() == 2);

        breakOff();

        await().atMost(GENEROUS).until(() -> upload(slow, newName()).status() == 202);
        await().atMost(GENEROUS).until(() -> receiving() == 0);
    }

    /** Sends the beginning of a list, and then no more. */
    private void begin(Caller caller) throws IOException {
        Socket socket = new Socket("localhost", caller.port());
        open.add(socket);
        socket.getOutputStream().write("""
                POST /imports HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: text/csv\r
                Content-Length: 100000\r
                \r
                name,type
                """.formatted(caller.key()).getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static Answer upload(Caller caller, String name) {
        return caller.send(
                "POST",
                "/imports",
                BodyPublishers.ofString("name,type\n" + name + ",pump\n"),
                "Content-Type",
                "text/csv");
    }

    private long receiving() {
        return jdbc.sql("select count(*) from bulk_job where status = 'receiving'")
                .query(Long.class)
                .single();
    }
}
