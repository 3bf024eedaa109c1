package org.deviceonboarding.portal.database;

import org.deviceonboarding.log.process.OtherVersion;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence what another version has to do with a start that was refused. */
final class OtherVersionAnalyzer extends AbstractFailureAnalyzer<OtherVersion> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OtherVersion cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
