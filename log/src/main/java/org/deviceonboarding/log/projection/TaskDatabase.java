package org.deviceonboarding.log.projection;

import java.sql.Connection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database through one connection, whatever transaction that is in. */
public record TaskDatabase(JdbcClient jdbc, JdbcTemplate template) {
    public static TaskDatabase on(Connection connection) {
        JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        return new TaskDatabase(JdbcClient.create(template), template);
    }
}
