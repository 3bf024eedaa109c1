package org.deviceonboarding.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.pki.CaStoreException.Problem;
import org.jspecify.annotations.Nullable;

/** A CA in a folder. Only {@code issuing.p12} counts; the other files are for people and for an offline copy. */
final class Pkcs12CaStore implements CaStore {
    private static final byte[] NOTHING = {}; // A root that is in use revokes no issuing CA.
    private static final String ISSUING = "issuing.p12";
    private static final String ROOT = "root.p12";
    private static final List<String> FILES = List.of(ISSUING, ROOT, "issuing.crt", "root.crt");

    private final Path folder;
    private final Path issuing;
    private final char[] password;
    private final AtomicFileSet drafts;
    private final @Nullable URI rootCrl;

    Pkcs12CaStore(Path folder, char[] password, @Nullable URI rootCrl) {
        if (password.length == 0) {
            throw new IllegalArgumentException("The CA's key store needs a password");
        }
        this.folder = folder;
        this.issuing = folder.resolve(ISSUING);
        this.password = password.clone();
        this.drafts = new AtomicFileSet(folder, FILES);
        this.rootCrl = rootCrl;
    }

    @Override
    public CertificateAuthority open(InstantSource clock, SecureRandom random) {
        try {
            // A complete CA is opened without the lock, so that its folder may be read-only.
            if (!Files.exists(issuing) || drafts.any()) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                try (FolderLock _ = FolderLock.take(folder)) {
                    complete(clock, random);
                }
            }
            return load(clock, random);
        } catch (IOException | GeneralSecurityException e) {
            throw new CaStoreException(Problem.UNREADABLE, folder + ": the CA can be neither read nor made", e);
        }
    }

    private void complete(InstantSource clock, SecureRandom random) throws IOException, GeneralSecurityException {
        drafts.settle();
        if (Files.exists(issuing)) {
            return;
        }
        // Never replace a CA that devices trust only because its issuing key was mislaid.
        if (FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
            throw new CaStoreException(
                    Problem.INCOMPLETE,
                    issuing + " is missing beside the CA's other files: put it back, or move them away for a new CA");
        }
        NewCa made = NewCa.make(clock.instant(), random, rootCrl);
        drafts.writeSecret(ISSUING, store("issuing", made.issuingKey().getPrivate(), made.issuing(), made.root()));
        drafts.writeSecret(ROOT, store("root", made.rootKey().getPrivate(), made.root()));
        drafts.writePublic("issuing.crt", Pem.certificate(made.issuing()).getBytes(StandardCharsets.US_ASCII));
        drafts.writePublic("root.crt", Pem.certificate(made.root()).getBytes(StandardCharsets.US_ASCII));
        drafts.commit();
    }

    private byte[] store(String alias, PrivateKey key, X509Certificate... chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(alias, key, password, chain);
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }

    private CertificateAuthority load(InstantSource clock, SecureRandom random)
            throws IOException, GeneralSecurityException {
        KeyStore store = read(issuing);
        String alias = alias(store, issuing);
        Certificate[] chain = store.getCertificateChain(alias);
        return new CaValidation(
                        SigningKey.inMemory((PrivateKey) store.getKey(alias, password), random, clock),
                        Stream.ofNullable(chain)
                                .flatMap(Arrays::stream)
                                .map(X509Certificate.class::cast)
                                .toList(),
                        clock)
                .check(issuing.toString());
    }

    @Override
    public Optional<byte[]> signRootCrl(
            CertificateAuthority authority, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        Path file = folder.resolve(ROOT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        X509Certificate root = authority.root();
        try {
            KeyStore store = read(file);
            SigningKey key = SigningKey.inMemory(
                    (PrivateKey) store.getKey(alias(store, file), password), authority.random(), authority.clock());
            if (!key.matches(root.getPublicKey())) {
                throw new CaStoreException(Problem.KEY_MISMATCH, file + " holds another key than the root's");
            }
            Instant end = root.getNotAfter().toInstant();
            return Optional.of(new CrlDraft(root, number, thisUpdate, nextUpdate.isAfter(end) ? end : nextUpdate)
                    .sign(NOTHING, key));
        } catch (IOException | GeneralSecurityException e) {
            throw new CaStoreException(Problem.UNREADABLE, file + " cannot be read", e);
        }
    }

    private static String alias(KeyStore store, Path file) throws KeyStoreException {
        List<String> keys = Collections.list(store.aliases()).stream()
                .filter(alias -> Pkcs12CaStore.isKey(store, alias))
                .toList();
        if (keys.size() != 1) {
            throw new CaStoreException(Problem.UNREADABLE, file + ": expected one private key, found " + keys.size());
        }
        return keys.getFirst();
    }

    private KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new CaStoreException(
                        Problem.WRONG_PASSWORD, file + ": the password is wrong, or the file was altered", e);
            }
            throw new CaStoreException(Problem.UNREADABLE, file + " is damaged or cannot be read", e);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("The key store was just loaded", e);
        }
    }
}
