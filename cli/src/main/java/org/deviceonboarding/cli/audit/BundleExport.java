package org.deviceonboarding.cli.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.output.ProgressBar;
import org.deviceonboarding.verify.bundle.AuditBundleWriter;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.ExportedCrl;
import org.deviceonboarding.verify.bundle.Manifest;
import tools.jackson.databind.JsonNode;

/** Fetches the parts of a bundle, all as of one position of the log, and writes each part as it arrives. */
final class BundleExport {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String LINES = "application/x-ndjson";
    private static final int PROOFS = 100;
    private static final int PAGE = 500;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final PortalClient portal;
    private final InstantSource clock;
    private final ProgressBar progress;
    private final PrintWriter err;

    BundleExport(PortalClient portal, InstantSource clock, ProgressBar progress, PrintWriter err) {
        this.portal = portal;
        this.clock = clock;
        this.progress = progress;
        this.err = err;
    }

    void write(Path file) throws IOException {
        JsonNode newest = checkpoint();
        long size = newest.path("size").asLong();
        long position = newest.path("position").asLong();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                AuditBundleWriter bundle = new AuditBundleWriter(out)) {
            bundle.text(
                    BundlePart.MANIFEST,
                    BundleJson.write(new Manifest(
                            Manifest.FORMAT,
                            newest.path("origin").asString(),
                            newest.path("verifier_key").asString(),
                            size,
                            position,
                            clock.instant().truncatedTo(ChronoUnit.SECONDS))));
            proofs(bundle, checkpoints(bundle, size), size);
            bundle.text(BundlePart.CA_CHAIN, portal.text("/ca/chain.pem", Map.of(), "*/*"));
            crls(bundle, position);
            copy(bundle, BundlePart.EVENTS, "/audit/log", Map.of("until", position), LINES);
            Map<String, ?> then = Map.of("position", position);
            state(bundle, BundlePart.DEVICES, "devices", then, LINES);
            state(bundle, BundlePart.REVOCATIONS, "crl", then, JSON);
            state(bundle, BundlePart.ACL_EXPLICIT, "acl", Map.of("position", position, "strategy", "explicit"), TEXT);
            state(bundle, BundlePart.ACL_PATTERN, "acl", Map.of("position", position, "strategy", "pattern"), TEXT);
        }
    }

    /**
     * A checkpoint that covers the whole log. If the server signs no new checkpoint, the newest one; that failure is a finding
     * too.
     */
    private JsonNode checkpoint() throws IOException {
        try {
            return portal.post("/audit/checkpoints");
        } catch (RefusedByServer e) {
            err.println("onboard: no new checkpoint, so the export uses the newest one: " + e.getMessage());
            err.flush();
            return portal.json("/audit/checkpoint", Map.of());
        }
    }

    /**
     * @return the sizes of the newest checkpoints, without the last
     */
    private Deque<Long> checkpoints(AuditBundleWriter bundle, long size) throws IOException {
        Deque<Long> newest = new ArrayDeque<>();
        try (OutputStream out = bundle.part(BundlePart.CHECKPOINTS)) {
            long after = -1;
            JsonNode page;
            do {
                Map<String, ?> where = after < 0 ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after);
                page = portal.json("/audit/checkpoints", where);
                for (JsonNode item : page.path("items")) {
                    ExportedCheckpoint checkpoint = BundleJson.read(item.toString(), ExportedCheckpoint.class);
                    if (checkpoint.size() <= size) {
                        line(out, checkpoint);
                    }
                    if (checkpoint.size() < size) {
                        newest.addLast(checkpoint.size());
                        if (newest.size() > PROOFS) {
                            newest.removeFirst();
                        }
                    }
                }
                long reached = page.path("next_cursor").asLong(-1);
                if (reached >= 0 && reached <= after) {
                    throw new IOException("The server's list of checkpoints repeats itself");
                }
                after = reached;
            } while (after >= 0 && after < size);
        }
        return newest;
    }

    private void proofs(AuditBundleWriter bundle, Deque<Long> from, long to) throws IOException {
        try (OutputStream out = bundle.part(BundlePart.PROOFS)) {
            for (long size : from) {
                try {
                    JsonNode proof = portal.json("/audit/proof/consistency", Map.of("from", size, "to", to));
                    out.write((proof + "\n").getBytes(StandardCharsets.UTF_8));
                } catch (RefusedByServer e) {
                    err.println("onboard: no proof from " + size + " entries on: " + e.getMessage());
                    err.flush();
                }
            }
        }
    }

    private void crls(AuditBundleWriter bundle, long position) throws IOException {
        List<ExportedCrl> listed = new ArrayList<>();
        BigInteger after = BigInteger.ONE.negate();
        boolean more = true;
        while (more) {
            Map<String, ?> where = after.signum() < 0 ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after);
            JsonNode page = portal.json("/audit/crls", where);
            for (JsonNode item : page.path("items")) {
                ExportedCrl crl = BundleJson.read(item.toString(), ExportedCrl.class);
                if (crl.position() <= position) {
                    listed.add(crl.stored() ? fetched(bundle, crl) : crl);
                }
            }
            JsonNode cursor = page.path("next_cursor");
            more = cursor.isNumber() && cursor.bigIntegerValue().compareTo(after) > 0;
            after = more ? cursor.bigIntegerValue() : after;
        }
        try (OutputStream out = bundle.part(BundlePart.CRLS)) {
            for (ExportedCrl crl : listed) {
                line(out, crl);
            }
        }
    }

    /** Fetches a listed CRL. The server may have dropped the CRL since it made the list. */
    private ExportedCrl fetched(AuditBundleWriter bundle, ExportedCrl crl) throws IOException {
        byte[] der;
        try {
            der = portal.bytes("/audit/crls/" + crl.number(), Map.of(), "application/pkix-crl");
        } catch (RefusedByServer e) {
            if (e.status() != NOT_FOUND && e.status() != GONE) {
                throw e;
            }
            return new ExportedCrl(crl.number(), crl.position(), crl.signedAt(), crl.nextUpdate(), crl.sha256(), false);
        }
        try (OutputStream out = bundle.crl(crl.number())) {
            out.write(der);
        }
        return crl;
    }

    /**
     * Fetches a view of the state. If somebody changed the log, the server may fail to compute the view; the export goes on,
     * because such a log has to be kept.
     */
    private void state(AuditBundleWriter bundle, BundlePart part, String view, Map<String, ?> parameters, String accept)
            throws IOException {
        try {
            copy(bundle, part, "/audit/state/" + view, parameters, accept);
        } catch (RefusedByServer e) {
            err.println("onboard: " + part.path() + " stays empty: " + e.getMessage());
            err.flush();
            bundle.text(part, "");
        }
    }

    private void copy(AuditBundleWriter bundle, BundlePart part, String path, Map<String, ?> parameters, String accept)
            throws IOException {
        try (InputStream in = portal.stream(path, parameters, accept);
                OutputStream out = bundle.part(part)) {
            byte[] buffer = new byte[1 << 16];
            long lines = 0;
            for (int taken = in.read(buffer); taken >= 0; taken = in.read(buffer)) {
                out.write(buffer, 0, taken);
                if (part == BundlePart.EVENTS) {
                    for (int i = 0; i < taken; i++) {
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                    progress.reached(lines);
                }
            }
        }
    }

    private static void line(OutputStream out, Object value) throws IOException {
        out.write((BundleJson.write(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
