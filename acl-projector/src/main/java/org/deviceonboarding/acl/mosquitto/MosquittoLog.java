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
 * @param most the size up to which each file may grow, plus what is written within a second
 */
record MosquittoLog(Path file, long most) {
    private static final long MOST = 10L << 20;
    private static final int LINE = 500;

    MosquittoLog(Path file) {
        this(file, MOST);
    }

    /**
     * Moves the lines to the second file if the first is too large. Lines that are written meanwhile are lost; on a full disk all
     * lines are.
     */
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

    /** Deletes what was logged, to give the disk space back. */
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

    /** Returns the last line, shortened so that it fits into the portal's log. */
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
