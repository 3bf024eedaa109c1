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
 * A bundle that is read. It may come from anybody: names are those of {@link Part} and no other, each once, and what they
 * unfold to has bounds. Nothing is ever written to where a name points.
 */
public final class Bundle implements Closeable {
    private static final int MOST_ENTRIES = 100_000;
    private static final long LARGEST_CRL = 1L << 28;

    private final ZipFile zip;
    private final Manifest manifest;

    private Bundle(ZipFile zip) throws IOException, BundleRefused {
        this.zip = zip;
        checkNames();
        try {
            manifest = BundleJson.read(text(Part.MANIFEST), Manifest.class);
        } catch (IllegalArgumentException e) {
            throw new BundleRefused(Part.MANIFEST.path(), e);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new BundleRefused("The bundle is of format " + manifest.format() + ", and this reads format "
                    + Manifest.FORMAT + " only");
        }
    }

    /** @throws BundleRefused if the file is not a whole bundle */
    @SuppressWarnings("MustBeClosedChecker")
    public static Bundle open(Path file) throws IOException, BundleRefused {
        Directory.check(file);
        ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        try {
            return new Bundle(zip);
        } catch (IOException | BundleRefused | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void checkNames() throws BundleRefused {
        if (zip.size() > MOST_ENTRIES) {
            throw new BundleRefused("A bundle has at most " + MOST_ENTRIES + " parts");
        }
        Set<String> seen = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (Part.named(name).isEmpty() && !Part.isCrl(name)) {
                throw new BundleRefused("No part of a bundle is named " + printable(name));
            }
            if (!seen.add(name)) {
                throw new BundleRefused("The bundle has " + name + " twice");
            }
        }
        for (Part part : Part.values()) {
            if (!seen.contains(part.path())) {
                throw new BundleRefused("The bundle lacks " + part.path());
            }
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?").substring(0, Math.min(name.length(), 80));
    }

    public Manifest manifest() {
        return manifest;
    }

    public Lines lines(Part part) throws IOException {
        return new Lines(stream(part), part.path());
    }

    /** @throws BundleRefused if it is longer than a part of its kind may be */
    public String text(Part part) throws IOException, BundleRefused {
        return new String(bytes(entry(part.path()), part.most()), StandardCharsets.UTF_8);
    }

    public InputStream stream(Part part) throws IOException {
        ZipEntry entry = entry(part.path());
        return new Bounded(zip.getInputStream(entry), entry, part.most());
    }

    /** The CRL of that number in its DER form, if it is there. */
    public Optional<byte[]> crl(BigInteger number) throws IOException, BundleRefused {
        ZipEntry entry = zip.getEntry(Part.crl(number));
        return entry == null ? Optional.empty() : Optional.of(bytes(entry, LARGEST_CRL));
    }

    private byte[] bytes(ZipEntry entry, long most) throws IOException, BundleRefused {
        if (entry.getSize() > most) {
            throw new BundleRefused(entry.getName() + " has more than " + most + " bytes");
        }
        try (InputStream in = new Bounded(zip.getInputStream(entry), entry, most)) {
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
