package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A successful answer of the portal. */
public record PortalAnswer(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {
    private static final int LONGEST = 64 << 20;

    /** The whole body; fails if the body is too long to read at once. */
    public byte[] bytes() throws IOException {
        return bytes(LONGEST);
    }

    public byte[] bytes(int longest) throws IOException {
        byte[] bytes = body.readNBytes(longest);
        if (body.read() >= 0) {
            throw new IOException("The server's answer is longer than " + longest + " bytes");
        }
        return bytes;
    }

    public JsonNode json() throws IOException {
        try {
            return JsonMapper.shared().readTree(bytes());
        } catch (JacksonException e) {
            throw new IOException("The server's answer is not JSON", e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
