package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.ledger.Checkpoint;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.Prover;
import org.deviceonboarding.ledger.Subtree;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.EventJson;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.RevokedEntry;
import org.deviceonboarding.verify.bundle.AuditBundleWriter;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.ExportedCrl;
import org.deviceonboarding.verify.bundle.ExportedProof;
import org.deviceonboarding.verify.bundle.ExportedRevocations;
import org.deviceonboarding.verify.bundle.Manifest;

/** What a server would export of a log: with the leaves it stored, the checkpoints it signed, and the state it folds. */
final class SampleBundle {
    private final NoteSigner signer;
    private final CertificateAuthority authority;
    final List<LogLine> lines = new ArrayList<>();
    final List<ExportedCheckpoint> checkpoints = new ArrayList<>();
    final List<ExportedProof> proofs = new ArrayList<>();
    final List<ExportedCrl> crls = new ArrayList<>();
    final Map<BigInteger, byte[]> ders = new TreeMap<>();
    final Map<BundlePart, UnaryOperator<String>> changes = new TreeMap<>();
    private final String chain;

    SampleBundle(SampleLog log, NoteSigner signer) {
        this.signer = signer;
        this.authority = log.authority;
        this.chain = log.chain();
        log.entries.forEach(entry -> lines.add(new LogLine(entry.position(), entry, entry.leaf())));
    }

    static NoteSigner signer() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new NoteSigner(new VerifierKey("portal.example/log", pair.getPublic()), pair.getPrivate());
    }

    /** Hashes what is there, as somebody who may write to the database can. */
    void hashAgain() {
        lines.replaceAll(line -> new LogLine(
                line.position(),
                line.entry(),
                line.entry() == null ? line.leaf() : line.entry().leaf()));
    }

    /** Has checkpoints signed at these sizes, in place of those there are. */
    SampleBundle sign(long... sizes) {
        checkpoints.clear();
        proofs.clear();
        Map<Subtree, Hash> hashes = new HashMap<>();
        MerkleTree tree = MerkleTree.EMPTY;
        for (LogLine line : lines) {
            tree = tree.append(Objects.requireNonNull(line.leaf()), hashes::put);
            for (long size : sizes) {
                if (size == tree.size()) {
                    String note = new Checkpoint(signer.verifier().name(), tree.head())
                            .sign(signer)
                            .render();
                    checkpoints.add(new ExportedCheckpoint(
                            size,
                            tree.head().root().base64(),
                            line.position(),
                            SampleLog.BEGIN.plusSeconds(size),
                            note));
                }
            }
        }
        long last = sizes[sizes.length - 1];
        for (ExportedCheckpoint checkpoint : checkpoints.subList(0, checkpoints.size() - 1)) {
            proofs.add(new ExportedProof(
                    checkpoint.size(),
                    last,
                    new Prover(subtree -> Objects.requireNonNull(hashes.get(subtree)))
                            .consistency(checkpoint.size(), last).path().stream()
                                    .map(Hash::base64)
                                    .toList()));
        }
        return this;
    }

    /** Signs a CRL over what is revoked at that position, less some. */
    void crl(long number, long position, Instant at, List<Revocation> entries) {
        Instant next = at.plus(Duration.ofDays(7));
        byte[] der = authority.signCrl(
                BigInteger.valueOf(number),
                at.minusSeconds(300),
                next,
                entries.stream()
                        .map(entry ->
                                new RevokedEntry(entry.serial().toBigInteger(), entry.revokedAt(), entry.reasonCode()))
                        .toList());
        crls.add(new ExportedCrl(
                BigInteger.valueOf(number), position, at, next, Sha256.of(der).hex(), true));
        ders.put(BigInteger.valueOf(number), der);
    }

    List<Revocation> revocations(long position) {
        return List.copyOf(folds(position).revocations().entries().values());
    }

    private FoldedState folds(long until) {
        EntryReader reader = new EntryReader();
        FoldedState folds = FoldedState.EMPTY;
        for (LogLine line : lines) {
            LogEntry entry = line.entry();
            if (entry != null && entry.position() <= until) {
                folds = after(folds, reader, entry);
            }
        }
        return folds;
    }

    // What a server makes of an entry that cannot be is not the point of these tests.
    private static FoldedState after(FoldedState folds, EntryReader reader, LogEntry entry) {
        try {
            return folds.after(reader.read(entry));
        } catch (UnreadableEntry | RuntimeException e) {
            return folds;
        }
    }

    Path write(Path file) throws IOException {
        ExportedCheckpoint newest = checkpoints.getLast();
        FoldedState folds = folds(newest.position());
        try (OutputStream out = Files.newOutputStream(file);
                AuditBundleWriter bundle = new AuditBundleWriter(out)) {
            text(
                    bundle,
                    BundlePart.MANIFEST,
                    BundleJson.write(new Manifest(
                            Manifest.FORMAT,
                            signer.verifier().name(),
                            signer.verifier().toString(),
                            newest.size(),
                            newest.position(),
                            SampleLog.BEGIN)));
            text(bundle, BundlePart.CHECKPOINTS, ndjson(checkpoints));
            text(bundle, BundlePart.PROOFS, ndjson(proofs));
            text(bundle, BundlePart.CA_CHAIN, chain);
            for (Map.Entry<BigInteger, byte[]> der : ders.entrySet()) {
                try (OutputStream crl = bundle.crl(der.getKey())) {
                    crl.write(der.getValue());
                }
            }
            text(bundle, BundlePart.CRLS, ndjson(crls));
            StringBuilder events = new StringBuilder();
            lines.forEach(line -> events.append(line.json()).append('\n'));
            text(bundle, BundlePart.EVENTS, events.toString());
            StringBuilder devices = new StringBuilder();
            folds.fleet()
                    .devices()
                    .values()
                    .forEach(device -> devices.append(EventJson.mapper().writeValueAsString(device))
                            .append('\n'));
            text(bundle, BundlePart.DEVICES, devices.toString());
            text(
                    bundle,
                    BundlePart.REVOCATIONS,
                    BundleJson.write(new ExportedRevocations(
                            newest.position(),
                            List.copyOf(folds.revocations().entries().values()))));
            text(bundle, BundlePart.ACL_EXPLICIT, AclFile.of(folds.explicit()).render());
            text(bundle, BundlePart.ACL_PATTERN, AclFile.of(folds.pattern()).render());
        }
        return file;
    }

    private void text(AuditBundleWriter bundle, BundlePart part, String text) throws IOException {
        try (OutputStream out = bundle.part(part)) {
            out.write(changes.getOrDefault(part, UnaryOperator.identity())
                    .apply(text)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String ndjson(List<?> items) {
        StringBuilder lines = new StringBuilder();
        items.forEach(item -> lines.append(BundleJson.write(item)).append('\n'));
        return lines.toString();
    }
}
