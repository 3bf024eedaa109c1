package org.deviceonboarding.postgres;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains in one sentence that the database cannot be reached, refuses the login, or has no connection left. */
final class DatabaseRefusedAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    /**
     * Connection, authentication, no such database, no connection left, starting or shutting down: SQLSTATE classes of PostgreSQL's
     * appendix A.
     */
    private static final List<String> REFUSALS = List.of("08", "28", "3D", "53300", "57P");

    private static final String NO_RIGHT = "42501";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        if (state.equals(NO_RIGHT)) {
            return new FailureAnalysis(
                    "The database's user lacks a right: " + cause.getMessage(),
                    "Run deploy/database/roles.sql after each migration; see docs/database.md.",
                    cause);
        }
        if (REFUSALS.stream().noneMatch(state::startsWith)) {
            return null;
        }
        return new FailureAnalysis(
                "The database refused: " + cause.getMessage(),
                "Check DATABASE_URL, and that the server runs and admits this user.",
                cause);
    }
}
