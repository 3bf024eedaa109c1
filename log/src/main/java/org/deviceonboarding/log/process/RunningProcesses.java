package org.deviceonboarding.log.process;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.NewEvent;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the other processes on the log which kinds of events this process knows, and keeps this process from appending a kind that
 * one of them does not know (docs/adr/0052). An append of a kind that the log already has asks only the memory.
 */
@Component
public class RunningProcesses extends Repeated implements AppendRule {
    private static final Logger log = LoggerFactory.getLogger(RunningProcesses.class);
    private static final Set<String> ROLES = Set.of("command", "query", "crl", "acl");

    private final ProcessTable table;
    private final TransactionTemplate transaction;
    private final RunningProcess self;
    private volatile Set<EventKind> stored = ConcurrentHashMap.newKeySet();
    private volatile List<RunningProcess> running = List.of();
    private volatile boolean outdated;

    RunningProcesses(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ProcessName self,
            Environment settings,
            ObjectProvider<BuildProperties> build,
            @Value("${portal.processes.interval:5s}") Duration interval) {
        super("running-processes", interval);
        this.table = new ProcessTable(jdbc);
        this.transaction = transaction;
        BuildProperties properties = build.getIfAvailable();
        this.self = new RunningProcess(
                self.value(),
                Arrays.stream(settings.getActiveProfiles())
                        .filter(ROLES::contains)
                        .sorted()
                        .collect(Collectors.joining(",")),
                properties == null ? "development" : String.valueOf(properties.getVersion()),
                EventKind.readable().stream().map(EventKind::toString).collect(Collectors.toSet()));
    }

    /** @throws OtherVersion if the log may hold events that this version does not know, so that no part of it may start */
    public static void refuseNewerLog(JdbcOperations jdbc) {
        OtherVersion.refuseNewerLog(new ProcessTable(jdbc).stored());
    }

    /**
     * Refuses a change of the database if anybody runs.
     *
     * @param change in words, as the beginning of a sentence
     */
    public static void refuseUnderAny(JdbcOperations jdbc, String change) {
        OtherVersion.refuseUnder(new ProcessTable(jdbc).live(), change);
    }

    /** Refuses a change of a read model's tables if processes of other versions use them. One that is only beside a broker does not. */
    public void refuseUnderOthers(String change) {
        OtherVersion.refuseUnder(
                table.live().stream()
                        .filter(process -> !process.version().equals(self.version()))
                        .filter(process -> !process.roles().equals("acl"))
                        .toList(),
                change);
    }

    /** @throws OtherVersion if the log may hold events that this version does not know: the process must not start */
    @Override
    public void start() {
        transaction.executeWithoutResult(_ -> table.add(self));
        look();
        super.start();
    }

    /** Runs again after each pause. Only a process that the others can see removes others: else, all are late after an outage. */
    @Override
    protected void turn() {
        try {
            transaction.executeWithoutResult(_ -> {
                if (table.renew(self.name())) {
                    table.sweep();
                } else {
                    table.add(self);
                }
            });
        } catch (OtherVersion e) {
            if (!outdated) {
                log.error("{}. Upgrade this process.", e.getMessage());
            }
        }
        look();
    }

    private void look() {
        Set<EventKind> kinds = ConcurrentHashMap.newKeySet();
        kinds.addAll(table.stored());
        stored = kinds;
        outdated = !EventKind.readable().containsAll(kinds);
        running = table.running();
    }

    /**
     * Refuses what an older process is known not to know, before the database has any work with it.
     *
     * @throws HeldBack if there is such a process
     */
    public void check(Collection<EventKind> kinds) {
        for (EventKind kind : kinds) {
            if (!stored.contains(kind)) {
                running.stream()
                        .filter(process -> !process.knows(kind))
                        .findFirst()
                        .ifPresent(older -> {
                            throw new HeldBack(kind, older);
                        });
            }
        }
    }

    /** Adds the kinds of events that the log gets for the first time. */
    @Override
    public void apply(List<NewEvent> events) {
        Set<EventKind> known = stored;
        Set<EventKind> added = events.stream()
                .map(event -> EventKind.of(event.event()))
                .filter(kind -> !known.contains(kind))
                .collect(Collectors.toSet());
        if (added.isEmpty()) {
            return;
        }
        table.add(added);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known.addAll(added);
            }
        });
    }

    /** The versions of other processes that run, if they differ from this one's. */
    public Set<String> otherVersions() {
        return running.stream()
                .map(RunningProcess::version)
                .filter(version -> !version.equals(self.version()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the log may hold events that this version does not know. */
    public boolean outdated() {
        return outdated;
    }

    @Override
    public void stop() {
        super.stop();
        try {
            table.remove(self.name());
        } catch (DataAccessException | TransactionException e) {
            log.debug("The others find out by themselves that this process has ended: {}", e.toString());
        }
    }

    /** Before everything that reads or appends, and after it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
