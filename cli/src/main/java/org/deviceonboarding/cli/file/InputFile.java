package org.deviceonboarding.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a small file from the user: UTF-8 with or without a byte-order mark, or UTF-16 with one. If the file cannot be read, the
 * exception says why in one sentence that names the file.
 */
public final class InputFile {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16BE_MARK = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] UTF_16LE_MARK = {(byte) 0xff, (byte) 0xfe};

    private InputFile() {}

    /** The file's content. Text comes as UTF-8 without a byte-order mark. */
    public static byte[] bytes(Path file, long most) throws IOException {
        byte[] content = content(file, most);
        if (startsWith(content, UTF_8_MARK)) {
            return Arrays.copyOfRange(content, UTF_8_MARK.length, content.length);
        }
        Optional<Charset> wide = wide(content);
        return wide.isEmpty()
                ? content
                : decoded(file, Arrays.copyOfRange(content, 2, content.length), wide.get())
                        .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException also if the file is no text, or has another encoding
     */
    public static String text(Path file, long most) throws IOException {
        return decoded(file, bytes(file, most), StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException if the file cannot be read, or is UTF-16 and cannot be sent unchanged
     */
    public static void requireUtf8(Path file) throws IOException {
        if (wide(start(file)).isPresent()) {
            throw new IOException(file + " is in UTF-16; save it as UTF-8");
        }
    }

    /** The first bytes of a file of any size. */
    public static byte[] start(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(UTF_8_MARK.length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Describes a file system's exception in a sentence. The exception itself often says only the file's name. */
    public static String sentence(FileSystemException e) {
        String file = String.valueOf(e.getFile());
        return switch (e) {
            case NoSuchFileException _ -> file + " is not there";
            case AccessDeniedException _ -> file + " is not ours to use: permission denied";
            case FileAlreadyExistsException _ -> file + " exists already";
            case NotDirectoryException _ -> file + " is no folder";
            default -> file + " cannot be used: " + (e.getReason() == null ? "the system says no" : e.getReason());
        };
    }

    private static byte[] content(Path file, long most) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) most + 1);
            if (content.length > most) {
                throw new IOException(file + " is too long: it has more than " + most + " bytes");
            }
            return content;
        } catch (FileSystemException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        return e instanceof FileSystemException known
                ? new IOException(sentence(known), e)
                : new IOException(file + " cannot be read", e);
    }

    private static Optional<Charset> wide(byte[] content) {
        if (startsWith(content, UTF_16LE_MARK)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return startsWith(content, UTF_16BE_MARK) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    private static String decoded(Path file, byte[] content, Charset charset) throws IOException {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not text in " + charset, e);
        }
    }
}
