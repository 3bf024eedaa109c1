package org.deviceonboarding.cli.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.audit.bundle.BundleJson;
import org.deviceonboarding.audit.bundle.BundleRefused;
import org.deviceonboarding.audit.bundle.Lines;
import org.deviceonboarding.audit.bundle.StoredCheckpoint;
import org.deviceonboarding.audit.verify.Kept;
import org.deviceonboarding.ledger.SignedNote;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.messages.device.Sha256;

/** What an auditor has from before. */
final class KeptFiles {
    private KeptFiles() {}

    /** @param given the key itself, or a file with it */
    static VerifierKey verifierKey(String given) throws IOException {
        String text = given.contains("+") ? given : small(Path.of(given));
        try {
            return VerifierKey.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("--key is no verifier key: " + e.getMessage(), e);
        }
    }

    /** Of files that hold one signed note, or lines of them as the server lists checkpoints. */
    static List<Kept> checkpoints(List<Path> files) throws IOException, BundleRefused {
        List<Kept> kept = new ArrayList<>();
        for (Path file : files) {
            if (startsWithBrace(file)) {
                kept.addAll(listed(file));
            } else {
                kept.add(new Kept(file.toString(), small(file)));
            }
        }
        return kept;
    }

    static Sha256 root(Path file) throws IOException, GeneralSecurityException {
        byte[] pem = small(file).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem))
                .getEncoded());
    }

    private static List<Kept> listed(Path file) throws IOException, BundleRefused {
        List<Kept> kept = new ArrayList<>();
        try (Lines lines = new Lines(Files.newInputStream(file), file.toString())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                kept.add(new Kept(
                        file + " line " + lines.number(),
                        BundleJson.read(line, StoredCheckpoint.class).note()));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no list of checkpoints: " + e.getMessage(), e);
        }
        return kept;
    }

    private static boolean startsWithBrace(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '{';
        }
    }

    private static String small(Path file) throws IOException {
        if (Files.size(file) > SignedNote.MAX_BYTES) {
            throw new IOException(file + " is too long");
        }
        return Files.readString(file);
    }
}
