package org.deviceonboarding.log.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Frees readers' tokens that a process claimed while its clock was ahead. Axon takes a claim for void ten seconds after it was last
 * renewed, by that clock: a process that died then would keep every reader from going on until that time has come. The database's
 * clock decides.
 */
@Component
class ClaimsOfTheFuture {
    private static final Logger log = LoggerFactory.getLogger(ClaimsOfTheFuture.class);

    private final JdbcClient jdbc;

    ClaimsOfTheFuture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${portal.events.claim-check-interval:10s}")
    void free() {
        try {
            int freed = jdbc.sql("""
                            update token_entry set owner = null where owner is not null
                                and cast(token_entry.timestamp as timestamptz) > clock_timestamp() + interval '1 minute'
                            """).update();
            if (freed > 0) {
                log.warn("Freed {} tokens that a process claimed whose clock was ahead of the database's", freed);
            }
        } catch (DataAccessException e) {
            // A process beside a broker may not write here; and without a database there is nothing to read.
            log.debug("Tokens were not looked at: {}", e.toString());
        }
    }
}
