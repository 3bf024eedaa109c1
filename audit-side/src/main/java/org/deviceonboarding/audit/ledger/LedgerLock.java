package org.deviceonboarding.audit.ledger;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets only one process at a time change the ledger, in a transaction over all its tables. */
@Component
class LedgerLock {
    /** "LEDGER" in ASCII; the number must never change. */
    private static final long LOCK = 0x4C4544474552L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LedgerLock(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** @return the result, or empty if another process has the lock */
    <T> Optional<T> take(Supplier<@Nullable T> work) {
        return Optional.ofNullable(transaction.execute(_ -> isFree() ? work.get() : null));
    }

    private boolean isFree() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }
}
