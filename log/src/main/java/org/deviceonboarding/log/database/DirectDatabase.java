package org.deviceonboarding.log.database;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * How the database's server is reached without a pooler. If there is such a bean, the pool's connections lead to a pooler, and keep no
 * state of a session from one transaction to the next.
 */
public record DirectDatabase(JdbcConnectionDetails details) {}
