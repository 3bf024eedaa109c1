package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;

/** Signs notes with one key, which may be on a token. */
public final class NoteSigner {
    private final VerifierKey verifier;
    private final PrivateKey key;

    public NoteSigner(VerifierKey verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /**
     * @param text the text of a note
     * @throws IllegalStateException if the key does not sign, or signs what its verifier does not accept
     */
    public NoteSignature sign(String text) {
        byte[] signature = signature(text);
        NoteSignature line = new NoteSignature(
                verifier.name(),
                Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(Integer.BYTES + signature.length)
                                .putInt(verifier.id())
                                .put(signature)
                                .array()));
        if (!verifier.verifies(line, text)) {
            throw new IllegalStateException("The key is not that of " + verifier);
        }
        return line;
    }

    private byte[] signature(String text) {
        try {
            return Ed25519.sign(key, text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of " + verifier + " does not sign", e);
        }
    }
}
