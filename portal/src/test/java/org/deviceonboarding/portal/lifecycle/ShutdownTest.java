package org.deviceonboarding.portal.lifecycle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A portal that is stopped")
class ShutdownTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HALF = "{\"name\": \"pump\", \"type\": ";
    private static final String REST = "\"pump\", \"key_algorithm\": \"ec-p256\"}";

    @TempDir
    private Path data;

    @Test
    void isNotReadyFirstThenFinishesWhatItHasBegunAndGivesItsWorkBackAtOnce() throws Exception {
        TestDatabase database = TestPostgres.empty();
        Running portal = Running.on(database, data, "--SHUTDOWN_DELAY=5s");
        int port = portal.port();
        await().atMost(SOON).until(() -> !leased(database).equals("0"));

        try (Socket begun = new Socket(InetAddress.getLoopbackAddress(), port)) {
            begun.setSoTimeout((int) SOON.toMillis());
            begun.getOutputStream().write("""
                POST /register HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Expect: 100-continue\r
                \r
                """.formatted(portal.key(), HALF.length() + REST.length())
                    .getBytes(US_ASCII));
            assertThat(status(begun)).as("the portal reads the body").isEqualTo("HTTP/1.1 100");
            begun.getOutputStream().write(HALF.getBytes(US_ASCII));

            Thread stopping = Thread.ofVirtual().start(portal::close);
            await().atMost(SOON).until(() -> portal.get("/health/ready").status() == 503);
            await().atMost(SOON).until(() -> leased(database).equals("0"));
            await().atMost(SOON).until(() -> !accepts(port));
            assertThat(stopping.isAlive()).isTrue();

            begun.getOutputStream().write(REST.getBytes(US_ASCII));
            begun.getInputStream().skipNBytes(" \r\n\r\n".length());
            assertThat(status(begun)).isEqualTo("HTTP/1.1 201");
            assertThat(stopping.join(SOON)).isTrue();
        }
        await().atMost(SOON)
                .until(() -> database.query("select count(*) from pg_locks where locktype = 'advisory'"
                                + " and database = (select oid from pg_database where datname = current_database())")
                        .equals(List.of("0")));
    }

    /** How many readers of the log a process has. */
    private static String leased(TestDatabase database) throws Exception {
        return database.query("select count(*) from log_reader where owner is not null")
                .getFirst();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String status(Socket connection) throws IOException {
        return new String(connection.getInputStream().readNBytes("HTTP/1.1 100".length()), US_ASCII);
    }
}
