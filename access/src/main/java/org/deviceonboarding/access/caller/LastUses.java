package org.deviceonboarding.access.caller;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers when keys and sessions were last used, and writes that to the database now and then, outside of any
 * request. It holds no more than there are rows in use.
 */
public final class LastUses {
    private static final Logger log = LoggerFactory.getLogger(LastUses.class);

    private final Map<UUID, Instant> unwritten = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final String sql;

    /** @param sql sets the time {@code :at} of the row {@code :id}, unless it has one less than a minute before; one after it comes from a clock that was ahead */
    public LastUses(JdbcClient jdbc, String sql) {
        this.jdbc = jdbc;
        this.sql = sql;
    }

    public void note(UUID id, Instant at) {
        unwritten.put(id, at);
    }

    public void write() {
        try {
            unwritten.forEach((id, at) -> {
                jdbc.sql(sql).param("id", id).param("at", Timestamp.from(at)).update();
                unwritten.remove(id, at);
            });
        } catch (DataAccessException e) {
            // The next time will do; and a process beside a broker may not write at all.
            log.debug("Last uses were not written down: {}", e.toString());
        }
    }
}
