package org.deviceonboarding.command.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A download that was silent for long")
class DownloadsTest extends CommandTest {
    @Autowired
    private Downloads downloads;

    @Autowired
    private CommandDispatcher commands;

    @Autowired
    private BatchArchive archive;

    @Test
    void isNobodysOnceSomebodyElseFetches() {
        BulkId id = imported();
        long first = commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                .orElseThrow();
        downloads.leaving(id, first, 1);
        fallSilent(id);

        long second = commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                .orElseThrow();

        assertThatThrownBy(() -> downloads.leaving(id, first, 2)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> commands.send(new BulkCommand.CloseDownload(id, first, 2), Actor.PORTAL))
                .isInstanceOf(Refused.class);
        downloads.broken(id, first);
        assertThatThrownBy(() -> commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                        .orElseThrow())
                .as("the second goes on")
                .isInstanceOf(Refused.class);
        downloads.leaving(id, second, 2);
        assertThat(downloads.end(id, 2)).isFalse();
    }

    @Test
    void takesNoMoreWithItOnceItWasClearedUp() {
        BulkId id = imported();
        long attempt = commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                .orElseThrow();
        downloads.leaving(id, attempt, 1);
        fallSilent(id);

        assertThat(downloads.end(id, 0)).as("more has left than was believed").isFalse();
        assertThat(downloads.end(id, 1)).isTrue();

        assertThatThrownBy(() -> downloads.leaving(id, attempt, 2)).isInstanceOf(Refused.class);
    }

    @Test
    void isNotKeptByAClockThatWasAhead() {
        BulkId id = imported();
        commands.send(new BulkCommand.OpenDownload(id), Actor.PORTAL);
        jdbc.sql("update bulk_job set download_until = now() + interval '3 days' where id = :id")
                .param("id", id.value())
                .update();

        assertThat(commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                        .orElseThrow())
                .isEqualTo(2);
    }

    @Test
    void leavesOutWhatWasRevokedWhileItWasUnderWay() throws IOException {
        BulkId id = imported();
        List<String> devices = jdbc.sql("select device_id from bulk_row where job_id = :id order by row_no")
                .param("id", id.value())
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
        long attempt = commands.ask(new BulkCommand.OpenDownload(id), Actor.PORTAL, Long.class)
                .orElseThrow();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        OutputStream slow = new FilterOutputStream(received) {
            @Override
            public void write(int octet) throws IOException {
                if (received.size() == 0) { // the first bundle begins to leave
                    operator().post("/revoke/" + devices.getLast()).is(200);
                }
                out.write(octet);
            }
        };

        assertThat(archive.write(id, attempt, slow)).isOne();

        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(received.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(files).containsOnlyKeys(devices.getFirst() + ".zip", "index.csv");
        assertThat(files.get("index.csv")).contains(devices.getFirst()).doesNotContain(devices.getLast());
    }

    private BulkId imported() {
        Caller operator = operator();
        String list = "name,type\n%s,pump\n%s,pump\n".formatted(newName(), newName());
        String id = operator.send(
                        "POST",
                        "/imports?key_algorithm=ec-p256",
                        BodyPublishers.ofString(list),
                        "Content-Type",
                        "text/csv")
                .is(202)
                .field("import_id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> operator.get("/imports/" + id).field("status").equals("completed"));
        return new BulkId(UUID.fromString(id));
    }

    private void fallSilent(BulkId id) {
        jdbc.sql("update bulk_job set download_until = now() - interval '1 second' where id = :id")
                .param("id", id.value())
                .update();
    }
}
