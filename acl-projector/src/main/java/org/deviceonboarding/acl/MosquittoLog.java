package org.deviceonboarding.acl;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a broker says, in a file that is emptied when it has grown too large for the next start. */
record MosquittoLog(Path file) {
    private static final long TOO_LARGE = 10L << 20;
    private static final int LINE = 500;

    void bound() throws IOException {
        if (Files.exists(file) && Files.size(file) > TOO_LARGE) {
            Files.writeString(file, "");
        }
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
