package org.deviceonboarding.cli.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalAnswer;
import org.deviceonboarding.cli.http.PortalClient;

/** Downloads bundles. A link works once, so the ZIP is written to disk before it is unpacked. */
public final class CredentialsDownload {
    private static final long LARGEST = 4L << 30;

    private CredentialsDownload() {}

    /**
     * @return the files in the folder
     */
    public static List<String> unpack(PortalClient portal, CredentialsLink link, char[] password, Path folder)
            throws IOException {
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        requireRoom(folder, zip);
        OwnersFile.folder(folder.toAbsolutePath().getParent());
        save(portal, link, zip);
        List<String> files;
        try {
            files = BundleUnpacker.into(folder, zip, password);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the link is used up, and what it gave is in " + zip, e);
        }
        Files.delete(zip);
        return files;
    }

    /** Saves the ZIP without unpacking it. */
    public static void save(PortalClient portal, CredentialsLink link, Path file) throws IOException {
        Path draft = OwnersFile.create(file);
        try (PortalAnswer answer = portal.open(
                        Call.post(link.path()).accept("application/zip").once());
                InputStream in = answer.body();
                OutputStream out = Files.newOutputStream(draft)) {
            byte[] buffer = new byte[1 << 16];
            long left = LARGEST;
            for (int taken = in.read(buffer); taken >= 0; taken = in.read(buffer)) {
                left -= taken;
                if (left < 0) {
                    throw new IOException("The server sends more data than credentials can have");
                }
                out.write(buffer, 0, taken);
            }
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, file);
    }

    /** Refuses existing files before the link is used up. */
    public static void requireRoom(Path folder, Path zip) throws IOException {
        if (Files.exists(zip)) {
            throw new IOException(zip + " exists already");
        }
        if (Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new IOException(folder + " exists already, and is not empty");
                }
            }
        }
    }
}
