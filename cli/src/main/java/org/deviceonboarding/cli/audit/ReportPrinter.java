package org.deviceonboarding.cli.audit;

import java.io.PrintWriter;
import java.util.List;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.Manifest;
import org.deviceonboarding.verify.check.Finding;
import org.deviceonboarding.verify.check.TrustAnchors;
import org.deviceonboarding.verify.check.VerificationReport;

/** Prints the report of a verification, for people or for programs. */
final class ReportPrinter {
    private final PrintWriter out;
    private final PrintWriter err;

    ReportPrinter(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    private record FindingLine(String place, String fault, String what) {
        static FindingLine of(Finding finding) {
            return new FindingLine(finding.place().toString(), finding.fault().wireName(), finding.what());
        }
    }

    private record ReportJson(
            boolean clean,
            String origin,
            long size,
            long position,
            List<FindingLine> findings,
            long more,
            List<String> checked,
            List<String> unchecked) {}

    void print(VerificationReport report, Manifest manifest, TrustAnchors trust, Format format) {
        if (trust.key() == null && trust.earlier().isEmpty()) {
            err.println("onboard: WARNING: without --key the bundle vouches for itself: anyone could have made it");
            err.flush();
        }
        if (format == Format.JSON) {
            out.println(BundleJson.write(new ReportJson(
                    report.clean(),
                    manifest.origin(),
                    manifest.size(),
                    manifest.position(),
                    report.findings().stream().map(FindingLine::of).toList(),
                    report.more(),
                    report.checked(),
                    report.unchecked())));
            return;
        }
        report.findings()
                .forEach(finding ->
                        out.println(printable(finding + " [" + finding.fault().wireName() + "]")));
        if (report.more() > 0) {
            out.println("... and " + report.more() + " more");
        }
        report.checked().forEach(what -> out.println("checked: " + what));
        report.unchecked().forEach(what -> out.println("NOT checked: " + what));
        out.println(printable(manifest.origin()) + ", " + manifest.size() + " entries up to position "
                + manifest.position() + ": " + (report.clean() ? "nothing is wrong" : "SOMETHING IS WRONG"));
    }

    // What the log says may hold escape sequences.
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
