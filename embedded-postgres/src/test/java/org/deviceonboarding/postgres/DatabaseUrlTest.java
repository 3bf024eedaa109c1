package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deviceonboarding.access.start.StartRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DATABASE_URL")
class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', nullValues = "-", textBlock = """
        postgresql://iot:s3cret@db.example:5432/iot jdbc:postgresql://db.example:5432/iot iot s3cret
        postgres://iot:s3cret@db/iot jdbc:postgresql://db/iot iot s3cret
        jdbc:postgresql://db:5432/iot?user=iot&password=s3cret jdbc:postgresql://db:5432/iot iot s3cret
        postgresql://iot:s3cret@db/iot?sslmode=require jdbc:postgresql://db/iot?sslmode=require iot s3cret
        postgresql://iot:s3cret@db/iot?connect_timeout=5&sslmode=disable jdbc:postgresql://db/iot?connectTimeout=5&sslmode=disable iot s3cret
        postgresql://iot:p%40ss%2Fw%3Ard+1@db/iot jdbc:postgresql://db/iot iot p@ss/w:rd+1
        postgresql://iot:s3@cret@db/iot jdbc:postgresql://db/iot iot s3@cret
        postgresql://iot:s3cret@a:5432,b:5433/iot jdbc:postgresql://a:5432,b:5433/iot?targetServerType=primary iot s3cret
        postgresql://iot@a,b/iot?targetServerType=any jdbc:postgresql://a,b/iot?targetServerType=any iot -
        postgresql://[::1]:5432/iot jdbc:postgresql://[::1]:5432/iot - -
        postgresql://iot@db/iot jdbc:postgresql://db/iot iot -
        """)
    void isRead(String url, String jdbcUrl, @Nullable String user, @Nullable String password) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", url)).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://iot:s3cret@db",
                "postgresql://iot:s3cret@/iot",
                "postgresql://iot:s3cret%zz@db/iot",
                "s3cret",
            })
    void ofAnotherFormIsRefusedWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", url))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("DATABASE_URL is not of the form postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://iot:s3cret@db/iot",
                "jdbc:mysql://db:3306/iot?password=s3cret",
                "mariadb://iot:s3cret@db/iot",
                "sqlserver://iot:s3cret@db/iot",
                "jdbc:oracle://iot:s3cret@db/iot",
                "http://iot:s3cret@db/iot",
            })
    void ofAnotherDatabaseIsAnsweredInASentence(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", url))
                .isInstanceOf(StartRefused.class)
                .hasMessage("DATABASE_URL names a database of another kind, and the portal works with PostgreSQL alone")
                .hasNoCause();
    }

    @Test
    void isShownWithoutThePassword() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgresql://iot:s3cret@db/iot?password=s3cret"))
                .hasToString("jdbc:postgresql://db/iot");
    }
}
