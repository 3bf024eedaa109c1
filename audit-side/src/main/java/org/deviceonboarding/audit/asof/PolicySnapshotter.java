package org.deviceonboarding.audit.asof;

import java.time.Duration;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.log.read.StoredLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the next snapshot when the log has grown enough, in one process at a time. The larger the fleet, the more the log must have
 * grown, so all snapshots together stay smaller than the log.
 */
@Component
class PolicySnapshotter {
    private static final Logger log = LoggerFactory.getLogger(PolicySnapshotter.class);

    /** The time for reading the events of a large fleet twice. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final StoredLog entries;
    private final PolicySnapshots snapshots;
    private final AsOfProperties properties;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PolicySnapshotter(
            StoredLog entries,
            PolicySnapshots snapshots,
            AsOfProperties properties,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.entries = entries;
        this.snapshots = snapshots;
        this.properties = properties;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout((int) TIMEOUT.toSeconds());
    }

    @Scheduled(fixedDelayString = "${portal.as-of.check-interval:60s}")
    void makeNext() {
        if (properties.snapshotEvents() == 0) {
            return;
        }
        for (AclStrategy strategy : AclStrategy.values()) {
            try {
                transaction.executeWithoutResult(_ -> makeNext(strategy));
            } catch (DataAccessException e) {
                log.warn("No snapshot of the policy could be made: {}", e.toString());
            }
        }
    }

    private void makeNext(AclStrategy strategy) {
        PolicySnapshots.Milestone newest = snapshots.newest(strategy);
        long next = newest.position() + Math.max(properties.snapshotEvents(), 2 * newest.devices());
        if (entries.head() >= next && mine()) {
            snapshots.save(snapshots.nearest(strategy, newest.position()).replayed(entries, next));
            log.info("Kept what the log says of access up to position {}", next);
        }
    }

    private boolean mine() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('fold_snapshot'))")
                .query(Boolean.class)
                .single();
    }
}
