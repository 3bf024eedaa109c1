package org.deviceonboarding.log.readmodel;

/** A read model's tables are not those of this version, and the database's user may not make them. */
public final class TablesMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TablesMissing(String model) {
        super("The database has no tables of this version for the read model " + model
                + ", and its user may not make them");
    }
}
