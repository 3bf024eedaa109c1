package org.deviceonboarding.command.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the log for the certificates that no claim was made for: those from before there were claims, and those of a process of an
 * earlier version that went on beside this one. In pages, one process at a time; whoever goes on begins where the last page ended. At
 * each start once, from where it ended last.
 */
@Component
class KeyFill extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(KeyFill.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    private static final int SPAN = 10_000;
    private static final String UNKNOWN = """
            select global_index, payload_type, payload_revision, payload from domain_event_entry
            where global_index > :after and global_index <= :until
              and payload_type in
                  ('CertificateIssued', 'CertificateRevoked', 'BrokerCertificateIssued', 'ServerCertificateIssued')
              and not exists (
                  select from certified_key
                  where serial = payload::jsonb ->> 'serial'
                    and (payload_type <> 'CertificateRevoked' or revoked is not null))
            order by global_index limit :page
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Serializer serializer;
    private final AnnotationEventHandlerAdapter recorder;
    private boolean over;

    KeyFill(
            CertifiedKeys keys,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            @Qualifier("eventSerializer") Serializer serializer) {
        super("key-fill", PAUSE);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.serializer = serializer;
        this.recorder = new AnnotationEventHandlerAdapter(new LoggedKeys(keys));
    }

    private record Logged(long position, Object event) {}

    @Override
    protected void turn() throws InterruptedException {
        while (!over) {
            Optional<Boolean> last = transaction.execute(_ -> page());
            if (last == null || last.isEmpty()) {
                return; // another process is at it, or somebody is revoking what it has not reached
            }
            over = last.get();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Whether it was the last one; empty if it is not our turn. */
    Optional<Boolean> page() {
        Optional<Long> after = jdbc.sql("select position from certified_key_fill for update skip locked")
                .query(Long.class)
                .optional();
        return after.map(this::page);
    }

    private boolean page(long after) {
        long head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                .query(Long.class)
                .single();
        long until = Math.min(head, after + SPAN);
        List<Logged> page = jdbc.sql(UNKNOWN)
                .param("after", after)
                .param("until", until)
                .param("page", PAGE)
                .query(this::read)
                .list();
        page.forEach(this::record);
        boolean full = page.size() == PAGE;
        boolean last = !full && until == head;
        jdbc.sql("update certified_key_fill set position = :position, done = done or :last")
                .param("position", full ? page.getLast().position() : until)
                .param("last", last)
                .update();
        if (last) {
            log.info("The keys of all certificates are known, up to position {}", until);
        }
        return last;
    }

    private Logged read(ResultSet row, int number) throws SQLException {
        return new Logged(
                row.getLong("global_index"),
                serializer.deserialize(new SimpleSerializedObject<>(
                        row.getString("payload"),
                        String.class,
                        row.getString("payload_type"),
                        row.getString("payload_revision"))));
    }

    private void record(Logged logged) {
        try {
            recorder.handle(GenericEventMessage.asEventMessage(logged.event()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
