package org.deviceonboarding.log.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Makes the pool give up a connection whose server has become a standby ({@code 25006}, read-only transaction): only a new one
 * finds the server that took its place.
 */
public final class DemotedServer implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    /** The pool makes it, by its name in {@code application.yml}. */
    public DemotedServer() {}

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState())
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
