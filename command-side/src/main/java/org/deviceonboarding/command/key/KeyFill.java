package org.deviceonboarding.command.key;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.lease.Repeated;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.FilteredLog.Member;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims the keys of certificates in the log that have no claim: those from before there were claims, and those of a
 * process of an earlier version that ran beside this one. In pages, one process at a time; whoever goes on begins
 * where the last page ended. At each start once, from where it ended last.
 */
@Component
class KeyFill extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(KeyFill.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    private static final int SPAN = 10_000;
    private static final String REVOKED = CertificateRevoked.class.getSimpleName();
    private static final LogFilter OF_CERTIFICATES = LogFilter.of(
            CertificateIssued.class,
            CertificateRevoked.class,
            BrokerCertificateIssued.class,
            ServerCertificateIssued.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final StoredLog stored;
    private final FilteredLog entries;
    private final LoggedKeys recorder;
    private boolean over;

    KeyFill(
            CertifiedKeys keys,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            StoredLog stored,
            FilteredLog entries) {
        super("key-fill", PAUSE);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stored = stored;
        this.entries = entries;
        this.recorder = new LoggedKeys(keys);
    }

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

    @Override
    protected boolean isOver() {
        return over;
    }

    /** Whether it was the last one; empty if it is not our turn. */
    Optional<Boolean> page() {
        Optional<Long> after = jdbc.sql("select position from certified_key_fill for update skip locked")
                .query(Long.class)
                .optional();
        return after.map(this::page);
    }

    private boolean page(long after) {
        long head = stored.head();
        long until = Math.min(head, after + SPAN);
        List<Long> page = unknown(after, until);
        stored.at(page).forEach(this::record);
        boolean full = page.size() == PAGE;
        boolean last = !full && until == head;
        jdbc.sql("update certified_key_fill set position = :position, done = done or :last")
                .param("position", full ? page.getLast() : until)
                .param("last", last)
                .update();
        if (last) {
            log.info("The keys of all certificates are known, up to position {}", until);
        }
        return last;
    }

    /** The first positions of certificates without a claim, and of revocations that no claim has. */
    private List<Long> unknown(long after, long until) {
        List<Member> serials = entries.members(OF_CERTIFICATES.after(after).until(until), "serial");
        Map<String, Boolean> revoked = revokedBySerial(
                serials.stream().map(Member::text).filter(Objects::nonNull).collect(Collectors.toSet()));
        return serials.stream()
                .filter(serial -> serial.type().equals(REVOKED)
                        ? !revoked.getOrDefault(serial.text(), false)
                        : !revoked.containsKey(serial.text()))
                .limit(PAGE)
                .map(Member::position)
                .toList();
    }

    private Map<String, Boolean> revokedBySerial(Set<String> serials) {
        Map<String, Boolean> revoked = new HashMap<>();
        jdbc.sql("select serial, revoked is not null as revoked from certified_key"
                        + " where serial = any (string_to_array(:serials, ','))")
                .param("serials", String.join(",", serials))
                .query(row -> {
                    revoked.put(row.getString("serial"), row.getBoolean("revoked"));
                });
        return revoked;
    }

    private void record(LogEntry entry) {
        recorder.record(Events.of(entry).event());
    }
}
