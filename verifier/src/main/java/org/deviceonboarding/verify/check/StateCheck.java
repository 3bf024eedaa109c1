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
import org.deviceonboarding.verify.bundle.Bundle;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.deviceonboarding.verify.bundle.Lines;
import org.deviceonboarding.verify.bundle.Part;
import org.deviceonboarding.verify.bundle.StoredRevocations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the server said was in force is what the log comes to: devices line by line, ACL files byte by byte. */
final class StateCheck {
    private static final int DIFFERENCES = 20;
    private static final int CHUNK = 1 << 16;

    private final JsonMapper json = EventJson.mapper();
    private final Bundle bundle;
    private final long end;
    private final Findings findings;

    StateCheck(Bundle bundle, long end, Findings findings) {
        this.bundle = bundle;
        this.end = end;
        this.findings = findings;
    }

    void check(Folds folds) throws IOException, BundleRefused {
        devices(folds.fleet().devices().values().iterator());
        revocations(List.copyOf(folds.revocations().entries().values()));
        acl(Part.ACL_EXPLICIT, folds.explicit());
        acl(Part.ACL_PATTERN, folds.pattern());
    }

    private void devices(Iterator<DeviceModel> folded) throws IOException, BundleRefused {
        int differences = 0;
        try (Lines said = bundle.lines(Part.DEVICES)) {
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
        findings.add(new Finding(new Place.After(end), Fault.STATE, "and more differences in " + Part.DEVICES.path()));
    }

    private Finding difference(@Nullable DeviceModel device, long line) {
        String where = "line " + line + " of " + Part.DEVICES.path();
        return device == null
                ? new Finding(new Place.After(end), Fault.STATE, where + " is of a device that the log does not have")
                : Finding.at(
                        device.position(), Fault.STATE, where + " is not what the log says of device " + device.id());
    }

    private void revocations(List<Revocation> folded) throws IOException, BundleRefused {
        try {
            StoredRevocations said = BundleJson.read(bundle.text(Part.REVOCATIONS), StoredRevocations.class);
            if (said.position() != end) {
                fault(Part.REVOCATIONS, "is of position " + said.position());
            }
            for (int i = 0; i < Math.max(folded.size(), said.entries().size()); i++) {
                Revocation expected = i < folded.size() ? folded.get(i) : null;
                Revocation found = i < said.entries().size() ? said.entries().get(i) : null;
                if (expected == null || !expected.equals(found)) {
                    fault(
                            Part.REVOCATIONS,
                            "differs from the log at its entry " + (i + 1)
                                    + (expected == null ? "" : ", certificate " + expected.serial()));
                    return;
                }
            }
        } catch (IllegalArgumentException e) {
            fault(Part.REVOCATIONS, String.valueOf(e.getMessage()));
        }
    }

    private void acl(Part part, BrokerPolicy policy) throws IOException {
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
                            policy.position(), Fault.STATE, part.path() + " differs from the log in line " + line));
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

    private void fault(Part part, String what) {
        findings.add(new Finding(new Place.After(end), Fault.STATE, part.path() + " " + what));
    }
}
