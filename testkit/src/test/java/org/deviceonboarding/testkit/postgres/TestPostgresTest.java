package org.deviceonboarding.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database of a test")
class TestPostgresTest {
    private static final String TABLES = "select tablename from pg_tables where schemaname = 'public'";

    @Test
    void isNobodyElses() {
        TestDatabase one = TestPostgres.empty();
        TestDatabase other = TestPostgres.empty();
        one.execute("create table pump (name text)");

        assertThat(one.query(TABLES)).containsExactly("pump");
        assertThat(other.query(TABLES)).isEmpty();
    }

    @Test
    void hasTheTablesOfAllModulesIfItIsMigrated() {
        TestDatabase database = TestPostgres.migrated();

        assertThat(database.query(TABLES))
                .contains("domain_event_entry", "api_key", "device_name", "ledger_state")
                .contains("flyway_schema_history");
        assertThat(database.query("select count(*) from domain_event_entry")).containsExactly("0");
    }

    @Test
    void isOpenToNobodyWithoutItsPassword() {
        TestDatabase database = TestPostgres.empty();

        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "a guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void namesTheStatementThatFailed() {
        TestDatabase database = TestPostgres.empty();

        assertThatThrownBy(() -> database.execute("drop table pump"))
                .hasMessage("drop table pump on embedded")
                .hasCauseInstanceOf(SQLException.class);
    }
}
