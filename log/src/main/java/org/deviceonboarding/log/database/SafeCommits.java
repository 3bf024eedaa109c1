package org.deviceonboarding.log.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves that what was read is safe. Where commits wait for a standby, a commit may be seen that no standby has: its wait was
 * cancelled. A failover loses it (docs/adr/0050). A commit that waited well proves that the standby has all commits before it.
 */
@Component
public class SafeCommits {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SafeCommits(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Waits until all that was committed before is where a failover does not lose it.
     *
     * @throws RuntimeException if that is not certain
     */
    public void await() {
        // It writes nothing but a record of the write-ahead log, which nobody reads.
        transaction.executeWithoutResult(_ -> jdbc.sql("select pg_logical_emit_message(true, 'portal', '')::text")
                .query(String.class)
                .single());
    }
}
