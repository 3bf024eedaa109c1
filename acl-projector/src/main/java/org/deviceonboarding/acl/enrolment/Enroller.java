package org.deviceonboarding.acl.enrolment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.broker.BrokerEventLog;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.PemFile;
import org.deviceonboarding.acl.folder.StagedFile;
import org.deviceonboarding.acl.policy.BrokerEnrolment;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets certificates for the broker and its canaries. It makes the keys, which never leave the folder, presents the public keys
 * in the log, and installs the certificates that the CA appends to the log. For one thread.
 */
public final class Enroller {
    private static final Logger log = LoggerFactory.getLogger(Enroller.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(60);
    private static final Duration OF_ANY_AGE = Duration.ofDays(-36_500);
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final BrokerSettings broker;
    private final BrokerFolder folder;
    private final BrokerKeyFiles keys;
    private final BrokerEventLog events;
    private final SecureRandom random;
    private final InstantSource clock;
    private @Nullable BrokerEnrolment seen;
    private Instant lookedAt = Instant.MIN;

    public Enroller(BrokerSettings broker, BrokerEventLog events, SecureRandom random, InstantSource clock) {
        this.random = random;
        this.broker = broker;
        this.folder = broker.folder();
        this.keys = new BrokerKeyFiles(folder);
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes sure that the broker has valid certificates.
     *
     * @throws IOException if the broker cannot run yet, because the CA has not answered, or files could not be written
     */
    public void keep(BrokerEnrolment enrolment) throws IOException {
        // A clock that was ahead and is right again must not keep us from looking.
        boolean lately = Duration.between(lookedAt, clock.instant()).abs().compareTo(LOOK_AGAIN) < 0;
        if (enrolment.equals(seen) && lately && files().allMatch(Files::exists)) {
            return;
        }
        if (enrolment.chain() == null) {
            throw new IOException("No CA has introduced itself in the log yet");
        }
        folder.create();
        keepAuthorities(enrolment.chain());
        if (!fit(RENEW_BEFORE) || keys.waiting() || movedSince(enrolment.presented()) || (!lately && fromTheFuture())) {
            renewIfPossible(enrolment);
        }
        seen = enrolment;
        lookedAt = clock.instant();
    }

    // On a full disk those in use stay, and must not keep a revocation out.
    private void renewIfPossible(BrokerEnrolment enrolment) throws IOException {
        try {
            renew(enrolment);
        } catch (FileSystemException e) {
            if (!fit(OF_ANY_AGE)) {
                throw e;
            }
            log.warn("The broker's certificates cannot be renewed for now: {}", e.toString());
        }
    }

    private void renew(BrokerEnrolment enrolment) throws IOException {
        if (answered(enrolment)) {
            install(enrolment);
            return;
        }
        String unanswered = "The CA has not signed the keys yet that the broker presented for " + hosts()
                + "; if that lasts, the log of the process that holds the CA says why";
        boolean presentedBefore = presented(enrolment.presented());
        if (!presentedBefore) {
            present();
        }
        // Those that expired keep devices out, and must not keep a revocation out as well.
        if (!fit(OF_ANY_AGE)) {
            throw new IOException(unanswered);
        }
        if (presentedBefore) {
            log.warn("{}. Until then those in use stay", unanswered);
        }
    }

    private boolean movedSince(@Nullable BrokerKeysPresented event) {
        return event != null && !event.hosts().equals(hosts());
    }

    private Stream<Path> files() {
        return Stream.of(
                folder.ca(),
                folder.serverKey(),
                folder.serverCertificate(),
                folder.canaryKey(),
                folder.residentCertificate(),
                folder.outcastCertificate());
    }

    private void keepAuthorities(String chain) throws IOException {
        if (!Files.exists(folder.ca()) || !Files.readString(folder.ca()).equals(chain)) {
            try (FileChannel _ = folder.lock()) {
                StagedFile.write(folder.ca(), chain).putInForce();
            }
        }
    }

    /** Whether the installed keys and certificates fit together, come from the CA, and stay valid for that long. */
    private boolean fit(Duration longer) throws IOException {
        if (!files().allMatch(Files::exists)) {
            return false;
        }
        try {
            PublicKey issuer = PemFile.certificates(Files.readString(folder.ca()))
                    .getFirst()
                    .getPublicKey();
            PrivateKey canary = PemFile.privateKey(folder.canaryKey());
            return fit(folder.serverCertificate(), PemFile.privateKey(folder.serverKey()), issuer, longer)
                    && fit(folder.residentCertificate(), canary, issuer, longer)
                    && fit(folder.outcastCertificate(), canary, issuer, longer);
        } catch (IOException | GeneralSecurityException e) {
            log.warn("The broker's certificates are made anew: {}", e.toString());
            return false;
        }
    }

    /** Whether a certificate is not valid yet, because the CA's clock was ahead. Asked only now and then, since it may still be. */
    private boolean fromTheFuture() throws IOException {
        for (Path file :
                List.of(folder.serverCertificate(), folder.residentCertificate(), folder.outcastCertificate())) {
            Instant from = PemFile.certificates(Files.readString(file))
                    .getFirst()
                    .getNotBefore()
                    .toInstant();
            if (from.isAfter(clock.instant())) {
                log.warn("{} is asked for again: it is valid from {} on only, so a clock is wrong", file, from);
                return true;
            }
        }
        return false;
    }

    private boolean fit(Path file, PrivateKey key, PublicKey issuer, Duration longer)
            throws IOException, GeneralSecurityException {
        X509Certificate certificate =
                PemFile.certificates(Files.readString(file)).getFirst();
        certificate.verify(issuer);
        return BrokerKeyFiles.belong(key, certificate.getPublicKey())
                && certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(longer));
    }

    /** Whether the CA has signed the keys that wait beside those in use. After a kill, one of them may be in use already. */
    private boolean answered(BrokerEnrolment enrolment) throws IOException {
        return presented(enrolment.presented())
                && enrolment.server() != null
                && enrolment.resident() != null
                && enrolment.outcast() != null
                && keys.isNewest(folder.serverKey(), key(enrolment.server()))
                && keys.isNewest(folder.canaryKey(), key(enrolment.resident()))
                && keys.isNewest(folder.canaryKey(), key(enrolment.outcast()));
    }

    private boolean presented(@Nullable BrokerKeysPresented event) throws IOException {
        return event != null
                && event.hosts().equals(hosts())
                && keys.waiting()
                && keys.isNewest(folder.serverKey(), PemFile.publicKey(event.serverKey()))
                && keys.isNewest(folder.canaryKey(), PemFile.publicKey(event.canaryKey()));
    }

    private static PublicKey key(String certificate) throws IOException {
        return PemFile.certificates(certificate).getFirst().getPublicKey();
    }

    private void present() throws IOException {
        BrokerKeyFiles.PublicKeys made = keys.create(random);
        events.append(new BrokerKeysPresented(
                broker.id(), hosts(), PemFile.render(made.server()), PemFile.render(made.canary())));
        log.info("The broker {} has new keys, and asks the CA for certificates", broker.id());
    }

    private List<String> hosts() {
        return Stream.of(broker.host(), broker.admin().host())
                .filter(host -> !host.equals(BrokerSettings.HERE))
                .distinct()
                .toList();
    }

    // Under the lock nobody makes the broker read a key and a certificate that do not fit each other.
    private void install(BrokerEnrolment enrolment) throws IOException {
        String issuer = PemFile.firstCertificate(String.valueOf(enrolment.chain()));
        try (FileChannel _ = folder.lock()) {
            StagedFile server = StagedFile.write(folder.serverCertificate(), enrolment.server() + issuer);
            StagedFile resident = StagedFile.write(folder.residentCertificate(), String.valueOf(enrolment.resident()));
            StagedFile outcast = StagedFile.write(folder.outcastCertificate(), String.valueOf(enrolment.outcast()));
            server.putInForce();
            resident.putInForce();
            outcast.putInForce();
            folder.sync();
            keys.use(); // Last: as long as one key waits, a process after us does all of this again.
            folder.sync();
        }
        log.info("The broker {} has new certificates", broker.id());
    }
}
