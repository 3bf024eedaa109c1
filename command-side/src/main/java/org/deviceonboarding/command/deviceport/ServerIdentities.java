package org.deviceonboarding.command.deviceport;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.deviceonboarding.access.secret.PrivateFiles;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.command.server.ServerCertificates;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the key and certificate of the port for devices in a file with mode 0600, and replaces them long before they
 * expire.
 */
final class ServerIdentities {
    private static final Logger log = LoggerFactory.getLogger(ServerIdentities.class);
    private static final KeyAlgorithm ALGORITHM = KeyAlgorithm.EC_P256; // every TLS stack that a device has verifies it

    private final DevicePortProperties properties;
    private final CertificateAuthority authority;
    private final ServerCertificates certificates;
    private final SecureRandom random;
    private final InstantSource clock;
    private final char[] password;

    ServerIdentities(
            DevicePortProperties properties,
            CertificateAuthority authority,
            ServerCertificates certificates,
            SecretKey secret,
            SecureRandom random,
            InstantSource clock) {
        this.properties = properties;
        this.authority = authority;
        this.certificates = certificates;
        this.random = random;
        this.clock = clock;
        this.password = HexFormat.of().formatHex(secret.derive("device port")).toCharArray();
    }

    /** The one in the file, if it is there and good; otherwise a new one. */
    ServerIdentity current() {
        return stored().filter(this::serves).orElseGet(this::made);
    }

    boolean serves(ServerIdentity identity) {
        return identity.serves(properties.names(), authority.issuer(), clock.instant());
    }

    private Optional<ServerIdentity> stored() {
        Path file = properties.keyStore();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream stored = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stored, password);
            return keys.isKeyEntry(ServerIdentity.ALIAS)
                    ? Optional.of(new ServerIdentity(keys, password))
                    : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            log.warn("{} cannot be read and is made anew: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private ServerIdentity made() {
        KeyPair key = ALGORITHM.generate(random);
        X509Certificate certificate = certificates.issue(ServerIdentity.ALIAS, properties.names(), key, ALGORITHM);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    ServerIdentity.ALIAS, key.getPrivate(), password, new Certificate[] {certificate, authority.issuer()
                    });
            store(keys);
            log.info(
                    "The port for devices has a certificate until {}",
                    certificate.getNotAfter().toInstant());
            return new ServerIdentity(keys, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key store cannot be made", e);
        }
    }

    private void store(KeyStore keys) throws IOException, GeneralSecurityException {
        Path file = properties.keyStore().toAbsolutePath();
        PrivateFiles.createDirectories(Objects.requireNonNull(file.getParent()));
        Path draft = file.resolveSibling(file.getFileName() + "." + Long.toHexString(random.nextLong()) + ".draft");
        try {
            try (FileChannel channel = FileChannel.open(
                            draft,
                            EnumSet.of(CREATE_NEW, WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    OutputStream out = Channels.newOutputStream(channel)) {
                keys.store(out, password);
                channel.force(true);
            }
            Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
