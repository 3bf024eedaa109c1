package org.deviceonboarding.pki;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The key algorithms that certificates may have. */
public enum KeyAlgorithm {
    RSA_2048("rsa-2048", "RSA"),
    RSA_3072("rsa-3072", "RSA"),
    EC_P256("ec-p256", "EC"),
    ED25519("ed25519", "Ed25519");

    private final String wireName;
    private final String jcaName;

    KeyAlgorithm(String wireName, String jcaName) {
        this.wireName = wireName;
        this.jcaName = jcaName;
    }

    /** The name in requests, answers and events, such as {@code ec-p256}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<KeyAlgorithm> named(String wireName) {
        return Arrays.stream(values()).filter(a -> a.wireName.equals(wireName)).findFirst();
    }

    /** The algorithm of a key by its type and its size or curve; empty for any other key. */
    public static Optional<KeyAlgorithm> of(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() == 2048 -> Optional.of(RSA_2048);
            case RSAPublicKey rsa when rsa.getModulus().bitLength() == 3072 -> Optional.of(RSA_3072);
            case ECPublicKey ec when Curve.isP256(ec.getParams()) -> Optional.of(EC_P256);
            case EdECPublicKey ed
            when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) -> Optional.of(ED25519);
            default -> Optional.empty();
        };
    }

    boolean isRsa() {
        return jcaName.equals("RSA");
    }

    /** Generates a key pair; RSA takes a tenth of a second and more. */
    public KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = NativeCrypto.generator(jcaName);
            generator.initialize(shape(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform cannot make " + wireName + " keys", e);
        }
    }

    private AlgorithmParameterSpec shape() {
        return switch (this) {
            case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
            case RSA_3072 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
            case EC_P256 -> new ECGenParameterSpec("secp256r1");
            case ED25519 -> NamedParameterSpec.ED25519;
        };
    }

    /** The parameters of NIST P-256, as the platform knows them. */
    private static final class Curve {
        private static final ECParameterSpec P256 = p256();

        private static boolean isP256(ECParameterSpec other) {
            return other.getCurve().equals(P256.getCurve())
                    && other.getGenerator().equals(P256.getGenerator())
                    && other.getOrder().equals(P256.getOrder())
                    && other.getCofactor() == P256.getCofactor();
        }

        private static ECParameterSpec p256() {
            try {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec("secp256r1"));
                return parameters.getParameterSpec(ECParameterSpec.class);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java platform has no P-256", e);
            }
        }
    }
}
