package org.deviceonboarding.testkit.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends requests that an HTTP client would not send. */
public record RawConnection(int port) {
    private static final int GENEROUS_MILLIS = 60_000;

    /**
     * Sends a request, one byte for each character, and reads until the connection closes. The request asks for that,
     * or is so wrong that the server closes it.
     */
    public Answer send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(GENEROUS_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // Refused before it was through; the answer may be there all the same.
            }
            return parse(new ByteArrayInputStream(readAll(socket.getInputStream())));
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            // Reset, as what we sent was not read to its end.
        }
        return bytes.toByteArray();
    }

    private static Answer parse(InputStream in) throws IOException {
        String statusLine = line(in);
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("No answer but: " + statusLine);
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(": *", 2);
            headers.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
        }
        HttpHeaders known = HttpHeaders.of(headers, (_, _) -> true);
        byte[] body = known.firstValue("Transfer-Encoding")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .equals("chunked")
                ? chunks(in)
                : in.readAllBytes();
        return new Answer(Integer.parseInt(statusLine.substring(9, 12)), known, body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int size = HexFormat.fromHexDigits(line(in)); size > 0; size = HexFormat.fromHexDigits(line(in))) {
            bytes.write(in.readNBytes(size));
            line(in);
        }
        return bytes.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
