package org.deviceonboarding.crl;

import java.sql.Connection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database through one connection, whatever transaction that is in. */
record TaskDatabase(JdbcClient jdbc, Crls crls) {
    static TaskDatabase on(Connection connection) {
        JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        JdbcClient jdbc = JdbcClient.create(template);
        return new TaskDatabase(jdbc, new Crls(jdbc, template));
    }
}
