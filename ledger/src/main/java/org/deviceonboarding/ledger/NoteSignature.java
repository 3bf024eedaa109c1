package org.deviceonboarding.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature line of a note, of any algorithm.
 *
 * @param name the name of the key
 * @param base64 the key's id of four bytes and the signature, in Base64
 */
public record NoteSignature(String name, String base64) {
    // An em dash, not a hyphen.
    private static final String START = "\u2014 ";

    /** @throws IllegalArgumentException if a note can have no such line */
    public NoteSignature {
        if (!NoteText.isKeyName(name)) {
            throw new IllegalArgumentException("A key's name has no spaces and no plus");
        }
        if (NoteText.decode(base64).length <= Integer.BYTES) {
            throw new IllegalArgumentException("A signature follows the key's id");
        }
    }

    static NoteSignature parse(String line) throws NoteRefused {
        int end = line.lastIndexOf(' ');
        if (!line.startsWith(START) || end < START.length()) {
            throw new NoteRefused("A note ends with signature lines only");
        }
        try {
            return new NoteSignature(line.substring(START.length(), end), line.substring(end + 1));
        } catch (IllegalArgumentException e) {
            throw new NoteRefused("A signature line is malformed", e);
        }
    }

    String render() {
        return START + name + " " + base64 + "\n";
    }

    int keyId() {
        return ByteBuffer.wrap(NoteText.decode(base64)).getInt();
    }

    byte[] signature() {
        byte[] bytes = NoteText.decode(base64);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }
}
