package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.deviceonboarding.cli.file.InputFile;

/** An API key, sent as a bearer token. The key appears in no message, and in no file but the profile file. */
public final class BearerKey {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}"); // RFC 6750 section 2.1

    private final String secret;

    private BearerKey(String secret) {
        this.secret = secret;
    }

    /**
     * @throws IOException if the file does not hold a key
     */
    public static BearerKey in(Path file) throws IOException {
        return of(InputFile.text(file, 8192), file.toString());
    }

    /**
     * @param source of the key, for the error message; the key itself is in no message
     */
    public static BearerKey of(String text, String source) throws IOException {
        String secret = text.strip();
        if (!TOKEN.matcher(secret).matches()) {
            throw new IOException(source + " does not hold an API key");
        }
        return new BearerKey(secret);
    }

    String header() {
        return "Bearer " + secret;
    }

    /** The key for the profile file. */
    public String kept() {
        return secret;
    }

    @Override
    public String toString() {
        return "ApiKey[...]";
    }
}
