package org.deviceonboarding.verify.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads an audit bundle, which anybody may have made. Only the names of {@link BundlePart} are accepted, each once, and the
 * unfolded size is limited. No file is written.
 */
public final class AuditBundle implements Closeable {
    private static final int MOST_ENTRIES = 100_000;
    private static final long LARGEST_CRL = 1L << 28;

    private final ZipFile zip;
    private final Manifest manifest;

    private AuditBundle(ZipFile zip) throws IOException, AuditBundleRefused {
        this.zip = zip;
        checkNames();
        try {
            manifest = BundleJson.read(text(BundlePart.MANIFEST), Manifest.class);
        } catch (IllegalArgumentException e) {
            throw new AuditBundleRefused(BundlePart.MANIFEST.path(), e);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new AuditBundleRefused("The bundle is of format " + manifest.format() + ", and this reads format "
                    + Manifest.FORMAT + " only");
        }
    }

    /** @throws AuditBundleRefused if the file is not a complete bundle */
    @SuppressWarnings("MustBeClosedChecker")
    public static AuditBundle open(Path file) throws IOException, AuditBundleRefused {
        ZipDirectory.check(file);
        ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        try {
            return new AuditBundle(zip);
        } catch (IOException | AuditBundleRefused | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void checkNames() throws AuditBundleRefused {
        if (zip.size() > MOST_ENTRIES) {
            throw new AuditBundleRefused("A bundle has at most " + MOST_ENTRIES + " parts");
        }
        Set<String> seen = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (BundlePart.named(name).isEmpty() && !BundlePart.isCrl(name)) {
                throw new AuditBundleRefused("No part of a bundle is named " + printable(name));
            }
            if (!seen.add(name)) {
                throw new AuditBundleRefused("The bundle has " + name + " twice");
            }
        }
        for (BundlePart part : BundlePart.values()) {
            if (!seen.contains(part.path())) {
                throw new AuditBundleRefused("The bundle lacks " + part.path());
            }
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?").substring(0, Math.min(name.length(), 80));
    }

    public Manifest manifest() {
        return manifest;
    }

    public LineReader lines(BundlePart part) throws IOException {
        return new LineReader(stream(part), part.path());
    }

    /** @throws AuditBundleRefused if the part is longer than allowed */
    public String text(BundlePart part) throws IOException, AuditBundleRefused {
        return new String(bytes(entry(part.path()), part.most()), StandardCharsets.UTF_8);
    }

    public InputStream stream(BundlePart part) throws IOException {
        ZipEntry entry = entry(part.path());
        return new BoundedInputStream(zip.getInputStream(entry), entry, part.most());
    }

    /** The CRL with the number in its DER form; empty if the bundle lacks it. */
    public Optional<byte[]> crl(BigInteger number) throws IOException, AuditBundleRefused {
        ZipEntry entry = zip.getEntry(BundlePart.crl(number));
        return entry == null ? Optional.empty() : Optional.of(bytes(entry, LARGEST_CRL));
    }

    private byte[] bytes(ZipEntry entry, long most) throws IOException, AuditBundleRefused {
        if (entry.getSize() > most) {
            throw new AuditBundleRefused(entry.getName() + " has more than " + most + " bytes");
        }
        try (InputStream in = new BoundedInputStream(zip.getInputStream(entry), entry, most)) {
            return in.readAllBytes();
        }
    }

    private ZipEntry entry(String path) {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new IllegalStateException("All parts were there when the bundle was opened");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
