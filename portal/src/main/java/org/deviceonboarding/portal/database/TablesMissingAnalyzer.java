package org.deviceonboarding.portal.database;

import org.deviceonboarding.log.readmodel.TablesMissing;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence which tables are missing, and who has to make them. */
final class TablesMissingAnalyzer extends AbstractFailureAnalyzer<TablesMissing> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TablesMissing cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), MigrationConfiguration.REMEDY, cause);
    }
}
