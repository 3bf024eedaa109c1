package org.deviceonboarding.verify.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Checks the size of a ZIP file's table of contents before Java reads it into memory. */
final class ZipDirectory {
    private static final int LARGEST = 16 << 20;
    private static final int END = 0x06054b50; // APPNOTE 4.3.16
    private static final int END_LENGTH = 22;
    private static final int LENGTH_AT = 12;

    private ZipDirectory() {}

    /** @throws AuditBundleRefused if the table is too large, or the file does not end like a ZIP file without a comment */
    static void check(Path file) throws IOException, AuditBundleRefused {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate(END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            long at = channel.size() - END_LENGTH;
            while (at >= 0 && end.hasRemaining() && channel.read(end, at + end.position()) >= 0) {}
            if (end.hasRemaining() || end.getInt(0) != END) {
                throw new AuditBundleRefused("This is not a bundle, or it breaks off");
            }
            if (Integer.toUnsignedLong(end.getInt(LENGTH_AT)) > LARGEST) {
                throw new AuditBundleRefused("The bundle has too many parts");
            }
        }
    }
}
