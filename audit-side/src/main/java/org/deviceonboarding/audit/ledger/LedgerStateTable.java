package org.deviceonboarding.audit.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the {@link LedgerState}, in the one row of the table {@code ledger_state}. */
@Component
class LedgerStateTable {
    private final JdbcClient jdbc;

    LedgerStateTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    LedgerState read() {
        return jdbc.sql("select verifier_key, wanted, tampering from ledger_state")
                .query(LedgerStateTable::state)
                .optional()
                .orElseThrow(() -> new Tampering("The ledger's state is gone"));
    }

    /** Makes this key the only one that signs. */
    void claim(VerifierKey verifier) {
        jdbc.sql("update ledger_state set verifier_key = :key where verifier_key is null")
                .param("key", verifier.toString())
                .update();
    }

    /** Requests a checkpoint that covers the position. */
    void want(long position) {
        jdbc.sql("update ledger_state set wanted = :position where wanted < :position")
                .param("position", position)
                .update();
    }

    /** Records the tampering and stops the signing; the first record stays. */
    void stop(String tampering) {
        jdbc.sql("update ledger_state set tampering = coalesce(tampering, :tampering)")
                .param("tampering", tampering)
                .update();
    }

    private static LedgerState state(ResultSet row, int number) throws SQLException {
        String key = row.getString("verifier_key");
        return new LedgerState(key == null ? null : verifier(key), row.getLong("wanted"), row.getString("tampering"));
    }

    private static VerifierKey verifier(String key) {
        try {
            return VerifierKey.parse(key);
        } catch (IllegalArgumentException e) {
            throw new Tampering("The ledger's verifier key is not one", e);
        }
    }
}
