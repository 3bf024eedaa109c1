package org.deviceonboarding.verify.check;

import java.util.List;

/**
 * What a verification came to.
 *
 * @param findings in the order of the log
 * @param more how many were found beyond those
 * @param checked what was looked at
 * @param unchecked what could not be, and why: a clean report says nothing about it
 */
public record VerificationReport(List<Finding> findings, long more, List<String> checked, List<String> unchecked) {
    public VerificationReport {
        findings = List.copyOf(findings);
        checked = List.copyOf(checked);
        unchecked = List.copyOf(unchecked);
    }

    public boolean clean() {
        return findings.isEmpty();
    }
}
