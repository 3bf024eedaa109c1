package org.deviceonboarding.cli.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.ledger.SignedNote;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.LineReader;
import org.deviceonboarding.verify.check.KeptCheckpoint;

/** Reads the files that an auditor kept from earlier: keys, checkpoints, certificates. */
final class KeptFiles {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private KeptFiles() {}

    /**
     * @param given the key, or the name of a file that holds the key
     */
    static VerifierKey verifierKey(String given) throws IOException {
        boolean itself = given.contains("+");
        String text = itself ? given : small(Path.of(given));
        try {
            return VerifierKey.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException((itself ? "--key" : given) + " is no verifier key: " + e.getMessage(), e);
        }
    }

    /** Reads checkpoints from files. A file holds one signed note, or a list of checkpoints as the server prints it. */
    static List<KeptCheckpoint> checkpoints(List<Path> files) throws IOException, AuditBundleRefused {
        List<KeptCheckpoint> kept = new ArrayList<>();
        for (Path file : files) {
            if (startsWithBrace(file)) {
                kept.addAll(listed(file));
            } else {
                kept.add(new KeptCheckpoint(file.toString(), note(small(file))));
            }
        }
        return kept;
    }

    static Sha256 root(Path file) throws IOException {
        byte[] certificate = InputFile.bytes(file, SignedNote.MAX_BYTES);
        try {
            return Sha256.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate))
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no certificate", e);
        }
    }

    private static List<KeptCheckpoint> listed(Path file) throws IOException, AuditBundleRefused {
        List<KeptCheckpoint> kept = new ArrayList<>();
        try (LineReader lines = new LineReader(withoutMark(file), file.toString())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                kept.add(new KeptCheckpoint(
                        file + " line " + lines.number(),
                        BundleJson.read(line, ExportedCheckpoint.class).note()));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no list of checkpoints: " + e.getMessage(), e);
        }
        return kept;
    }

    private static boolean startsWithBrace(Path file) throws IOException {
        InputFile.start(file); // says in words why it cannot be read
        try (InputStream in = withoutMark(file)) {
            return in.read() == '{';
        }
    }

    private static InputStream withoutMark(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), MARK.length);
        byte[] first = in.readNBytes(MARK.length);
        if (!Arrays.equals(first, MARK)) {
            in.unread(first);
        }
        return in;
    }

    /** Restores the line ends that the note was signed with. Mail programs and editors change line ends. */
    private static String note(String text) {
        return text.replace("\r\n", "\n").stripTrailing() + "\n";
    }

    private static String small(Path file) throws IOException {
        return InputFile.text(file, SignedNote.MAX_BYTES);
    }
}
