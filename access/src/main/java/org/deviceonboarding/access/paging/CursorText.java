package org.deviceonboarding.access.paging;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;

/**
 * Encodes a cursor for callers: base64url of a digest and of what the cursor says. The digest covers the list as well,
 * so that a cursor is good for the list that gave it, with the same filters, and for nothing else. It is no secret:
 * who makes a cursor up sees nothing but what they may see.
 */
public record CursorText(@JsonValue String text) {
    public static final String FAULT = "must be a next_cursor of this list";
    private static final int DIGEST = 6;

    /** @param list names the list and what it was filtered by */
    public static String encode(String list, String plain) {
        byte[] said = plain.getBytes(StandardCharsets.UTF_8);
        byte[] whole = ByteBuffer.allocate(DIGEST + said.length)
                .put(digest(list, said))
                .put(said)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** What the cursor says; nothing if it is not one of this list. */
    public Optional<String> of(String list) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            byte[] said = Arrays.copyOfRange(whole, Math.min(DIGEST, whole.length), whole.length);
            String plain = new String(said, StandardCharsets.UTF_8);
            return encode(list, plain).equals(text) ? Optional.of(plain) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For what is not a cursor of the list that it was given to. */
    public static Refused refused() {
        return Parameters.refused("cursor", FAULT);
    }

    private static byte[] digest(String list, byte[] said) {
        byte[] name = list.getBytes(StandardCharsets.UTF_8);
        byte[] both = ByteBuffer.allocate(Integer.BYTES + name.length + said.length)
                .putInt(name.length)
                .put(name)
                .put(said)
                .array();
        return HexFormat.of().parseHex(Sha256.of(both).hex(), 0, 2 * DIGEST);
    }
}
