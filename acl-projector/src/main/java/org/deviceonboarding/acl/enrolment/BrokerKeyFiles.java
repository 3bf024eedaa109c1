package org.deviceonboarding.acl.enrolment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.PemFile;
import org.deviceonboarding.acl.folder.StagedFile;

/** The private keys of a broker and its canaries: those in use, and new ones that wait for their certificates. */
record BrokerKeyFiles(BrokerFolder folder) {
    private static final byte[] CHALLENGE = new byte[32];

    /** The public halves of new keys. */
    record PublicKeys(PublicKey server, PublicKey canary) {}

    /** Makes keys that wait beside those in use. */
    PublicKeys create(SecureRandom random) throws IOException {
        KeyPair server = generate(random);
        KeyPair canary = generate(random);
        try (FileChannel _ = folder.lock()) {
            StagedFile.writeSecret(next(folder.serverKey()), PemFile.render(server.getPrivate()))
                    .putInForce();
            StagedFile.writeSecret(next(folder.canaryKey()), PemFile.render(canary.getPrivate()))
                    .putInForce();
            folder.sync();
        }
        return new PublicKeys(server.getPublic(), canary.getPublic());
    }

    /** Whether a key waits. After a kill, the other one may be in use already. */
    boolean waiting() {
        return Files.exists(next(folder.serverKey())) || Files.exists(next(folder.canaryKey()));
    }

    /** Whether the public key is that of the newest key in this file or beside it. */
    boolean isNewest(Path file, PublicKey publicKey) throws IOException {
        Path key = Files.exists(next(file)) ? next(file) : file;
        return Files.exists(key) && belong(PemFile.privateKey(key), publicKey);
    }

    /** Puts the keys that wait into use. As long as one of them waits, a process after this one does so again. */
    void use() throws IOException {
        for (Path file : List.of(folder.serverKey(), folder.canaryKey())) {
            if (Files.exists(next(file))) {
                Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Whether the two keys are a pair. */
    static boolean belong(PrivateKey privateKey, PublicKey publicKey) {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        String algorithm = privateKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(CHALLENGE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(CHALLENGE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }
}
