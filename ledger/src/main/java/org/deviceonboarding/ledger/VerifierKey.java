package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Locale;

/**
 * A public key that verifies notes, written {@code name+id+key}: the id in hexadecimal, the key in Base64 after a byte for its
 * algorithm, which is 1, Ed25519 (c2sp.org/signed-note). Handed to auditors once, by a way that the server has no part in.
 *
 * @param name a name like a URL without its scheme
 */
public record VerifierKey(String name, PublicKey key) {
    private static final byte ED25519 = 1;

    /** @throws IllegalArgumentException if the name cannot stand in a note, or the key is of another kind */
    public VerifierKey {
        if (!NoteText.isKeyName(name)) {
            throw new IllegalArgumentException("A key's name has no spaces and no plus");
        }
        key = Ed25519.publicKey(Ed25519.raw(key));
    }

    /** @throws IllegalArgumentException unless {@link #toString} could have returned this text */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key is a name, an id and a key with pluses between them");
        }
        byte[] encoded = NoteText.decode(parts[2]);
        if (encoded.length != 1 + Ed25519.KEY_LENGTH || encoded[0] != ED25519) {
            throw new IllegalArgumentException("This is not an Ed25519 verifier key");
        }
        byte[] raw = new byte[Ed25519.KEY_LENGTH];
        ByteBuffer.wrap(encoded, 1, raw.length).get(raw);
        VerifierKey key = new VerifierKey(parts[0], Ed25519.publicKey(raw));
        if (!key.hexId().equals(parts[1])) {
            throw new IllegalArgumentException("The verifier key of " + parts[0] + " has another id");
        }
        return key;
    }

    int id() {
        MessageDigest digest = Hash.sha256();
        digest.update(name.getBytes(UTF_8));
        digest.update((byte) '\n');
        return ByteBuffer.wrap(digest.digest(encoded())).getInt();
    }

    boolean isNamedBy(NoteSignature signature) {
        return signature.name().equals(name) && signature.keyId() == id();
    }

    boolean verifies(NoteSignature signature, String text) {
        return Ed25519.verifies(key, text.getBytes(UTF_8), signature.signature());
    }

    @Override
    public String toString() {
        return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(encoded());
    }

    private String hexId() {
        return String.format(Locale.ROOT, "%08x", id());
    }

    private byte[] encoded() {
        return ByteBuffer.allocate(1 + Ed25519.KEY_LENGTH)
                .put(ED25519)
                .put(Ed25519.raw(key))
                .array();
    }
}
