package org.deviceonboarding.cli.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.FileHeader;
import org.deviceonboarding.cli.file.OwnersFile;

/**
 * Unpacks a device's bundle: a few small files in one folder. A ZIP's own statements are not trusted: only plain names are
 * accepted, sizes are counted while reading, and existing files stay.
 */
final class BundleUnpacker {
    private static final int MOST_FILES = 20;
    private static final long LARGEST_ZIP = 4 << 20;
    private static final long MOST_BYTES = 4 << 20;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private BundleUnpacker() {}

    /**
     * @throws IOException if the file is no bundle, or the password is wrong; then none of its files stay in the folder
     */
    static List<String> into(Path folder, Path zip, char[] password) throws IOException {
        if (Files.size(zip) > LARGEST_ZIP) {
            throw new IOException(zip + " is too large for a bundle of credentials");
        }
        try (ZipFile file = new ZipFile(zip.toFile(), password)) {
            List<FileHeader> entries = file.getFileHeaders();
            check(entries);
            OwnersFile.folder(folder);
            return unpack(file, entries, folder);
        } catch (ZipException e) {
            throw e.getType() == ZipException.Type.WRONG_PASSWORD
                    ? new IOException("The password is wrong", e)
                    : new IOException(zip + " cannot be unpacked: it is damaged, or no bundle of credentials", e);
        }
    }

    private static void check(List<FileHeader> entries) throws IOException {
        if (entries.isEmpty() || entries.size() > MOST_FILES) {
            throw new IOException("A bundle of credentials has 1 to " + MOST_FILES + " files, not " + entries.size());
        }
        Set<String> names = new HashSet<>();
        for (FileHeader entry : entries) {
            String name = entry.getFileName();
            if (!PLAIN.matcher(name).matches() || entry.isDirectory() || isLink(entry)) {
                throw new IOException("The bundle has a file in it that it should not have: " + name);
            }
            if (!names.add(name)) {
                throw new IOException("The bundle has two files of the same name: " + name);
            }
            if (name.endsWith(".key") && !entry.isEncrypted()) {
                throw new IOException("The bundle's private key is not encrypted: " + name);
            }
        }
    }

    // Unix modes are in the upper half of the external attributes; 0120000 marks a symbolic link.
    private static boolean isLink(FileHeader entry) {
        byte[] attributes = entry.getExternalFileAttributes();
        return attributes != null && attributes.length == 4 && (attributes[3] & 0xf0) == 0xa0;
    }

    private static List<String> unpack(ZipFile zip, List<FileHeader> entries, Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        long left = MOST_BYTES;
        boolean whole = false;
        try {
            for (FileHeader entry : entries) {
                Path file = OwnersFile.createNew(folder.resolve(entry.getFileName()));
                written.add(file);
                left -= copy(zip, entry, file, left);
            }
            whole = true;
        } finally {
            if (!whole) {
                for (Path file : written) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return written.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static long copy(ZipFile zip, FileHeader entry, Path file, long most) throws IOException {
        long copied = 0;
        byte[] buffer = new byte[8192];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            for (int taken = in.read(buffer); taken >= 0; taken = in.read(buffer)) {
                copied += taken;
                if (copied > most) {
                    throw new IOException("The bundle unpacks to more than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, taken);
            }
        }
        return copied;
    }
}
