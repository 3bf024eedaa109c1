package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.database.ConnectionBudget;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The share of the database's connections")
class ConnectionShareTest {
    private final ConnectionShare share = new ConnectionShare(4, 9, 3);

    @Test
    void isTheSettingOrTheUsualNumber() {
        assertThat(share.budget("")).isEqualTo(new ConnectionBudget(6, 3));
        assertThat(share.budget(" 4 ")).isEqualTo(new ConnectionBudget(1, 3));
        assertThat(share.budget("1000").total()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "-4", "many", "4.5", "1001", "99999999999"})
    void isNotWhatCannotWork(String setting) {
        assertThatThrownBy(() -> share.budget(setting))
                .isInstanceOf(StartRefused.class)
                .hasMessage("DATABASE_CONNECTIONS is " + setting + ", and a process with these roles needs at least 4");
    }
}
