package org.deviceonboarding.verify.check;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param findings the first findings, in the order of the log
 * @param more the number of further findings
 * @param checked what was checked
 * @param unchecked what could not be checked, and why; a clean report says nothing about it
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
