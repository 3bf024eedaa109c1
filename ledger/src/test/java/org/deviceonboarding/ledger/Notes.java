package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Keys and notes that others published. */
final class Notes {
    // golang.org/x/mod/sumdb/note, note_test.go; of Enoch's key it is the seed of zeros that fits.
    static final VerifierKey PETER =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    static final VerifierKey ENOCH =
            VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
    static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    static final String PETERS_LINE = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
            + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    static final String ENOCHS_LINE =
            "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ov"
                    + "TG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    static final byte[] ENOCHS_SEED = new byte[32];
    private static final byte[] PETERS_SEED =
            Base64.getDecoder().decode("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=");

    private Notes() {}

    static NoteSigner peter() throws GeneralSecurityException {
        return new NoteSigner(PETER, privateKey(PETERS_SEED));
    }

    static NoteSigner enoch() throws GeneralSecurityException {
        return new NoteSigner(ENOCH, privateKey(ENOCHS_SEED));
    }

    static NoteSigner signer(String name) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new NoteSigner(new VerifierKey(name, pair.getPublic()), pair.getPrivate());
    }

    // RFC 8410 section 7.
    static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
        byte[] info = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(info));
    }

    static SignedNote parse(String note) throws NoteRefused {
        return SignedNote.parse(note.getBytes(UTF_8));
    }
}
