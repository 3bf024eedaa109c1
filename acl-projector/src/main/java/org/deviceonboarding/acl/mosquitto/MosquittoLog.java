package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log of a Mosquitto, in two files of bounded size. Mosquitto only appends, so the first file can be emptied while
 * it writes. It writes a line for each connection, and anybody may connect.
 *
 * @param most how large each may grow, but for what is said within a second
 */
record MosquittoLog(Path file, long most) {
    private static final long MOST = 10L << 20;
    private static final int LINE = 500;

    MosquittoLog(Path file) {
        this(file, MOST);
    }

    /** What is said while it is copied is lost; on a full disk, all of it. */
    void bound() throws IOException {
        if (!Files.exists(file) || Files.size(file) <= most) {
            return;
        }
        try {
            Files.copy(file, older(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            Files.deleteIfExists(older());
        }
        empty();
    }

    /** Gives its space back. */
    void drop() {
        try {
            Files.deleteIfExists(older());
            if (Files.exists(file)) {
                empty();
            }
        } catch (IOException _) {
            // What cannot even be emptied gives no space.
        }
    }

    private void empty() throws IOException {
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
    }

    private Path older() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Its last line, or as much of it as fits into ours. */
    String lastWords() {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - LINE));
            byte[] tail = new byte[(int) Math.min(LINE, in.length())];
            in.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .reduce((_, last) -> last)
                    .orElse("nothing");
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }
}
