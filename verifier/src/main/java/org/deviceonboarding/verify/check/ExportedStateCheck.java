package org.deviceonboarding.verify.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.logformat.EventJson;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.ExportedRevocations;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Compares the state that the server reported with the folded log: devices line by line, ACL files byte by byte. */
final class ExportedStateCheck {
    private static final int DIFFERENCES = 20;
    private static final int CHUNK = 1 << 16;

    private final JsonMapper json = EventJson.mapper();
    private final AuditBundle bundle;
    private final long end;
    private final FindingCollector findings;

    ExportedStateCheck(AuditBundle bundle, long end, FindingCollector findings) {
        this.bundle = bundle;
        this.end = end;
        this.findings = findings;
    }

    void check(FoldedState folds) throws IOException, AuditBundleRefused {
        devices(folds.fleet().devices().values().iterator());
        revocations(List.copyOf(folds.revocations().entries().values()));
        acl(BundlePart.ACL_EXPLICIT, folds.explicit());
        acl(BundlePart.ACL_PATTERN, folds.pattern());
    }

    private void devices(Iterator<DeviceModel> folded) throws IOException, AuditBundleRefused {
        int differences = 0;
        try (LineReader said = bundle.lines(BundlePart.DEVICES)) {
            while (differences < DIFFERENCES) {
                DeviceModel device = folded.hasNext() ? folded.next() : null;
                String line = said.next();
                if (device == null && line == null) {
                    return;
                }
                if (device == null
                        || line == null
                        || !json.writeValueAsString(device).equals(line)) {
                    differences++;
                    findings.add(difference(device, said.number()));
                }
            }
        }
        findings.add(new Finding(
                new FindingLocation.After(end),
                FindingKind.STATE,
                "and more differences in " + BundlePart.DEVICES.path()));
    }

    private Finding difference(@Nullable DeviceModel device, long line) {
        String where = "line " + line + " of " + BundlePart.DEVICES.path();
        return device == null
                ? new Finding(
                        new FindingLocation.After(end),
                        FindingKind.STATE,
                        where + " is of a device that the log does not have")
                : Finding.at(
                        device.position(),
                        FindingKind.STATE,
                        where + " is not what the log says of device " + device.id());
    }

    private void revocations(List<Revocation> folded) throws IOException, AuditBundleRefused {
        try {
            ExportedRevocations said = BundleJson.read(bundle.text(BundlePart.REVOCATIONS), ExportedRevocations.class);
            if (said.position() != end) {
                fault(BundlePart.REVOCATIONS, "is of position " + said.position());
            }
            for (int i = 0; i < Math.max(folded.size(), said.entries().size()); i++) {
                Revocation expected = i < folded.size() ? folded.get(i) : null;
                Revocation found = i < said.entries().size() ? said.entries().get(i) : null;
                if (expected == null || !expected.equals(found)) {
                    fault(
                            BundlePart.REVOCATIONS,
                            "differs from the log at its entry " + (i + 1)
                                    + (expected == null ? "" : ", certificate " + expected.serial()));
                    return;
                }
            }
        } catch (IllegalArgumentException e) {
            fault(BundlePart.REVOCATIONS, String.valueOf(e.getMessage()));
        }
    }

    private void acl(BundlePart part, BrokerPolicy policy) throws IOException {
        byte[] expected = AclFile.of(policy).render().getBytes(StandardCharsets.UTF_8);
        long line = 1;
        try (InputStream said = bundle.stream(part);
                InputStream folded = new ByteArrayInputStream(expected)) {
            byte[] left = said.readNBytes(CHUNK);
            byte[] right = folded.readNBytes(CHUNK);
            while (left.length > 0 || right.length > 0) {
                int differs = Arrays.mismatch(left, right);
                line += newlines(left, differs < 0 ? left.length : differs);
                if (differs >= 0) {
                    findings.add(Finding.at(
                            policy.position(),
                            FindingKind.STATE,
                            part.path() + " differs from the log in line " + line));
                    return;
                }
                left = said.readNBytes(CHUNK);
                right = folded.readNBytes(CHUNK);
            }
        }
    }

    private static long newlines(byte[] bytes, int until) {
        long count = 0;
        for (int i = 0; i < until; i++) {
            if (bytes[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    private void fault(BundlePart part, String what) {
        findings.add(new Finding(new FindingLocation.After(end), FindingKind.STATE, part.path() + " " + what));
    }
}
