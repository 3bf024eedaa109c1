package org.deviceonboarding.audit.ledger.keyfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.access.secret.PrivateFiles;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.audit.ledger.SigningKeys;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * Stores an Ed25519 key in a file that only its owner can read: PKCS#8 as PEM, then the public key, which Java cannot compute.
 */
final class LedgerKeyFile implements SigningKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");
    private static final long LONGEST = 4096;

    private final Path file;
    private final SecureRandom random;
    private @Nullable KeyPair key;

    LedgerKeyFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /** @throws StartRefused if the file exists without a key */
    LedgerKeyFile opened() {
        try {
            find("start").ifPresent(signer -> signer.sign("Does the key fit its other half?\n"));
            return this;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new StartRefused(
                    "The ledger's key in LEDGER_KEY_FILE, " + file + ", cannot be used: " + e.getMessage(),
                    "Restore the file from a backup. Without it nothing can be added to the checkpoints signed so far.",
                    e);
        }
    }

    @Override
    public synchronized Optional<NoteSigner> find(String origin) throws IOException {
        if (key == null && Files.exists(file)) {
            key = read();
        }
        return Optional.ofNullable(key)
                .map(pair -> new NoteSigner(new VerifierKey(origin, pair.getPublic()), pair.getPrivate()));
    }

    @Override
    public NoteSigner findOrMake(String origin) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.createOnce(file, pem(generate()), random);
        }
        return find(origin).orElseThrow();
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java 25 platform has Ed25519", e);
        }
    }

    private KeyPair read() throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException("it is too long");
        }
        String pem = Files.readString(file);
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC"))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE"))));
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no Ed25519 key", e);
        }
    }

    private static byte[] block(String pem, String kind) throws IOException {
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            if (blocks.group(1).equals(kind)) {
                return Base64.getMimeDecoder().decode(blocks.group(2));
            }
        }
        throw new IOException("it holds no " + kind + " KEY");
    }

    private static String pem(KeyPair pair) {
        return pem("PRIVATE", pair.getPrivate().getEncoded())
                + pem("PUBLIC", pair.getPublic().getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + " KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + " KEY-----\n";
    }
}
