package org.deviceonboarding.pki;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a certificate request in a text, as leniently as OpenSSL: a byte-order mark, any line ends, and text and other blocks
 * before and after are ignored (RFC 7468 section 2).
 */
final class RequestText {
    private static final int MAX_CHARACTERS = 16 * 1024;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    // RFC 7468 section 7 lets parsers take the older label too.
    private static final Pattern REQUEST = Pattern.compile("(?:NEW )?CERTIFICATE REQUEST");
    private static final Pattern BLANK = Pattern.compile("[\\x00-\\x20]+");

    private final List<byte[]> requests = new ArrayList<>();

    private RequestText() {}

    /**
     * The bytes of the one request.
     *
     * @throws InvalidCertificateRequest if there is none or another one, or a private key stands beside it
     */
    static byte[] der(String text) throws InvalidCertificateRequest {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidCertificateRequest("A certificate request has at most 16 KiB");
        }
        RequestText read = new RequestText();
        read.blocks(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (read.requests.size() != 1) {
            throw new InvalidCertificateRequest(
                    "There is exactly one PEM block from -----BEGIN CERTIFICATE REQUEST----- to "
                            + "-----END CERTIFICATE REQUEST-----; there are "
                            + read.requests.size());
        }
        return read.requests.getFirst();
    }

    private void blocks(String text) throws InvalidCertificateRequest {
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher begin = BEGIN.matcher(lines.get(i));
            if (begin.matches()) {
                int end = lines.subList(i, lines.size()).indexOf("-----END " + begin.group(1) + "-----");
                if (end >= 0) {
                    block(begin.group(1), lines.subList(i + 1, i + end));
                    i += end;
                }
            }
        }
    }

    private void block(String label, List<String> body) throws InvalidCertificateRequest {
        if (label.endsWith("PRIVATE KEY")) {
            throw new InvalidCertificateRequest(
                    "A private key stands beside the certificate request; it belongs to the device alone");
        }
        if (REQUEST.matcher(label).matches()) {
            requests.add(base64(String.join("", body)));
        }
    }

    private static byte[] base64(String body) throws InvalidCertificateRequest {
        try {
            return Base64.getDecoder().decode(BLANK.matcher(body).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new InvalidCertificateRequest("The certificate request is not valid Base64", e);
        }
    }
}
