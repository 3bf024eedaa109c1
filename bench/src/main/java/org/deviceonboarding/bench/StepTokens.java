package org.deviceonboarding.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.UUID;

/** One-time tokens of step-ca's JWK provisioner: JWTs (RFC 7519) signed with ES256. */
record StepTokens(KeyPair key, String url) {
    private static final String PROVISIONER = "bench";
    private static final int COORDINATE = 32;
    private static final long VALID_SECONDS = 1_800;

    /** The provisioner's key, as step-ca's configuration has it (RFC 7517). */
    String jwk() {
        ECPublicKey point = (ECPublicKey) key.getPublic();
        return """
                {"use": "sig", "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "%s", "x": "%s", "y": "%s"}""".formatted(
                        PROVISIONER,
                        coordinate(point.getW().getAffineX()),
                        coordinate(point.getW().getAffineY()));
    }

    /** @param path of the request that the token allows */
    String token(String path, String subject, long now) throws GeneralSecurityException {
        String claims = """
                {"iss": "%s", "aud": "%s%s", "sub": "%s", "sans": ["%s"], "iat": %d, "nbf": %d, "exp": %d, "jti": "%s"}""".formatted(
                PROVISIONER, url, path, subject, subject, now, now - 60, now + VALID_SECONDS, UUID.randomUUID());
        String signed = encoded("{\"alg\": \"ES256\", \"typ\": \"JWT\", \"kid\": \"" + PROVISIONER + "\"}") + "."
                + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + encoded(signature.sign());
    }

    private static String coordinate(BigInteger value) {
        byte[] padded = new byte[COORDINATE];
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE - length, length);
        return encoded(padded);
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
