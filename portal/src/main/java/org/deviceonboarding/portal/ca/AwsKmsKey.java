package org.deviceonboarding.portal.ca;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.pki.CaKey;
import org.deviceonboarding.pki.SigningFailed;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * A key in AWS KMS. It needs the right {@code kms:Sign} only. Region and account are in its ARN; credentials come from where AWS's SDK
 * looks for them.
 */
final class AwsKmsKey implements CaKey {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(?:key|alias)/.+");
    // Somebody waits: a key service that does not answer is one that does not sign.
    private static final Duration CONNECTION = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration ALL_TRIES = Duration.ofSeconds(8);

    private final KmsClient service;
    private final String arn;
    private final String algorithm;
    private final SigningAlgorithmSpec spec;
    private final String digest;

    private AwsKmsKey(KmsClient service, String arn, String algorithm, SigningAlgorithmSpec spec, String digest) {
        this.service = service;
        this.arn = arn;
        this.algorithm = algorithm;
        this.spec = spec;
        this.digest = digest;
    }

    static boolean isArn(String keyId) {
        return keyId.startsWith("arn:");
    }

    /**
     * Opens nothing yet: the first signature does.
     *
     * @param publicKey RSA, or EC over P-256, P-384 or P-521
     * @throws StartRefused if the ARN is not that of a key in KMS, or the key is of a kind that KMS does not sign with
     */
    static AwsKmsKey of(String arn, PublicKey publicKey) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new StartRefused(
                    "CA_PRIVATE_KEY_ID is no ARN of a key in AWS KMS: " + arn,
                    "It looks like arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.");
        }
        KmsClient service = KmsClient.builder()
                .region(Region.of(parts.group(1)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(limits -> limits.apiCallTimeout(ALL_TRIES))
                .build();
        if (publicKey.getAlgorithm().equals("RSA")) {
            return new AwsKmsKey(
                    service, arn, "SHA256withRSA", SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256, "SHA-256");
        }
        if (publicKey instanceof ECKey ec) {
            int order = ec.getParams().getOrder().bitLength();
            if (order == 256) {
                return new AwsKmsKey(service, arn, "SHA256withECDSA", SigningAlgorithmSpec.ECDSA_SHA_256, "SHA-256");
            }
            if (order == 384) {
                return new AwsKmsKey(service, arn, "SHA384withECDSA", SigningAlgorithmSpec.ECDSA_SHA_384, "SHA-384");
            }
            if (order == 521) {
                return new AwsKmsKey(service, arn, "SHA512withECDSA", SigningAlgorithmSpec.ECDSA_SHA_512, "SHA-512");
            }
        }
        throw new StartRefused(
                "The issuing CA's certificate has a key that AWS KMS does not sign with: " + publicKey.getAlgorithm(),
                "Make a key of the kind RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384 or ECC_NIST_P521.");
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            // KMS takes messages of at most 4,096 bytes, and digests of any.
            SdkBytes digested =
                    SdkBytes.fromByteArray(MessageDigest.getInstance(digest).digest(message));
            return service.sign(request -> request.keyId(arn)
                            .messageType(MessageType.DIGEST)
                            .signingAlgorithm(spec)
                            .message(digested))
                    .signature()
                    .asByteArray();
        } catch (SdkException e) {
            throw new SigningFailed("AWS KMS did not sign: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + digest, e);
        }
    }
}
