package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.deviceonboarding.cli.file.InputFile;

/** Reads a certificate signing request from a file, PEM or DER. */
final class RequestFile {
    private static final long LONGEST = 16 * 1024;
    private static final byte SEQUENCE = 0x30;
    private static final String HEAD = "-----BEGIN CERTIFICATE REQUEST-----\n";
    private static final String TAIL = "\n-----END CERTIFICATE REQUEST-----\n";

    private RequestFile() {}

    /** The request as PEM, which the portal accepts. The portal checks the request. */
    static String pem(Path file) throws IOException {
        byte[] content = InputFile.bytes(file, LONGEST);
        // The block is ASCII; whatever stands around it may be in any encoding.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            return text;
        }
        if (content.length > 0 && content[0] == SEQUENCE) {
            return HEAD + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + TAIL;
        }
        throw new IOException(file + " is no certificate signing request, neither PEM nor DER");
    }
}
