package org.deviceonboarding.testkit.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of one test.
 *
 * @param server what tests call the server that it is on
 * @param address of the server
 * @param parameters of each connection, with the question mark; empty for none
 */
public record TestDatabase(
        String server, String address, String name, String user, String password, String parameters) {
    /** The database as {@code DATABASE_URL} names it. */
    public String url() {
        return "postgresql://" + user + ":" + password + "@" + address + "/" + name + parameters;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + address + "/" + name + parameters;
    }

    /** The same database, for another user. */
    public TestDatabase as(String otherUser, String otherPassword) {
        return new TestDatabase(server, address, name, otherUser, otherPassword, parameters);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " on " + server, e);
        }
    }

    /** Returns the first column of the result as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " on " + server, e);
        }
    }

    @Override
    public String toString() {
        return server;
    }
}
