package org.deviceonboarding.verify.check;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;

/**
 * A parsed line of the log, with the findings that need no other line.
 *
 * @param line the line, null if it is malformed
 * @param malformed why the line is malformed, or empty
 * @param leaf the stored leaf, so that a changed entry differs from a changed tree; null if the ledger does not know the
 *     entry
 * @param recorded the event, null if there is none or this version does not know it
 * @param certificate the certificate in the event, null if there is none or it is unreadable
 */
record ParsedLine(
        @Nullable LogLine line,
        String malformed,
        @Nullable Hash leaf,
        @Nullable Recorded<OnboardingEvent> recorded,
        @Nullable X509Certificate certificate,
        List<Finding> findings) {

    static ParsedLine of(String text, EntryReader events) {
        LogLine line;
        try {
            line = LogLine.parse(text);
        } catch (IllegalArgumentException e) {
            return new ParsedLine(null, String.valueOf(e.getMessage()), null, null, null, List.of());
        }
        LogEntry entry = line.entry();
        if (entry == null) {
            return new ParsedLine(
                    line,
                    "",
                    line.leaf(),
                    null,
                    null,
                    List.of(Finding.at(
                            line.position(),
                            FindingKind.REMOVED,
                            "the ledger hashed an entry here, and the log does not have it any more")));
        }
        List<Finding> findings = new ArrayList<>();
        compare(entry, line.leaf(), findings);
        Recorded<OnboardingEvent> recorded = event(entry, events, findings);
        X509Certificate certificate = recorded == null ? null : certificate(recorded, findings);
        return new ParsedLine(line, "", line.leaf(), recorded, certificate, findings);
    }

    private static void compare(LogEntry entry, @Nullable Hash stored, List<Finding> findings) {
        try {
            if (stored == null) {
                findings.add(Finding.at(
                        entry.position(),
                        FindingKind.UNKNOWN,
                        "the ledger has no leaf for this " + entry.type()
                                + ": it was put here behind the ledger's back"));
            } else if (!entry.leaf().equals(stored)) {
                findings.add(Finding.at(
                        entry.position(),
                        FindingKind.CHANGED,
                        "this " + entry.type() + " of " + entry.aggregateId() + " is not what the ledger hashed"));
            }
        } catch (IllegalArgumentException e) {
            findings.add(Finding.at(entry.position(), FindingKind.UNREADABLE, "has a text that is not Unicode"));
        }
    }

    private static @Nullable Recorded<OnboardingEvent> event(
            LogEntry entry, EntryReader events, List<Finding> findings) {
        try {
            Recorded<OnboardingEvent> recorded = events.read(entry);
            Optional<String> missing = RequiredMembers.missing(recorded.event());
            if (missing.isEmpty()) {
                return recorded;
            }
            findings.add(Finding.at(
                    entry.position(), FindingKind.UNREADABLE, "is a " + entry.type() + " without " + missing.get()));
            return null;
        } catch (UnreadableEntry e) {
            findings.add(Finding.at(entry.position(), FindingKind.UNREADABLE, "cannot be read as a " + entry.type()));
            return null;
        }
    }

    private static @Nullable X509Certificate certificate(Recorded<OnboardingEvent> recorded, List<Finding> findings) {
        String pem = EventFilter.ofCertificates(recorded.event()).orElse(null);
        if (pem == null) {
            return null;
        }
        try {
            return X509Reader.one(pem);
        } catch (CertificateException e) {
            findings.add(Finding.at(
                    recorded.position(), FindingKind.CERTIFICATE, "the certificate cannot be read: " + e.getMessage()));
            return null;
        }
    }
}
