package org.deviceonboarding.crl;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CaStoreException;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.RootCrl;
import org.deviceonboarding.pki.SigningFailed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the root's CRL: from a file, or by signing it while the root's key is available. It signs at the first
 * start, and again when a quarter of the CRL's life is over.
 */
@Component
class RootCrlKeeper {
    private static final Logger log = LoggerFactory.getLogger(RootCrlKeeper.class);
    private static final int DUE = 25;
    private static final int LARGEST = 1024 * 1024;

    private final RootCrls crls;
    private final CaStore store;
    private final CertificateAuthority authority;
    private final CrlProperties properties;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private final TransactionTemplate transaction;
    private volatile @Nullable String fault;
    private boolean told;

    RootCrlKeeper(
            RootCrls crls,
            CaStore store,
            CertificateAuthority authority,
            CrlProperties properties,
            InstantSource clock,
            DatabaseClock reference,
            TransactionTemplate transaction) {
        this.crls = crls;
        this.store = store;
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
        this.reference = reference;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${portal.crl.root-check-interval:1h}")
    void keep() {
        if (ClockDifference.between(clock, reference).tooMuch()) {
            return; // the alarm tells
        }
        transaction.executeWithoutResult(_ -> {
            crls.lock();
            Optional<Path> file = properties.rootCrl();
            if (file.isPresent()) {
                take(file.get());
            } else {
                signIfDue();
            }
        });
    }

    /** Returns what is wrong with the file; empty if nothing is. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private void take(Path file) {
        try {
            RootCrl brought = RootCrl.read(content(file), authority);
            Instant now = reference.now();
            if (brought.thisUpdate().isAfter(now.plus(ClockDifference.TOLERATED))
                    || now.isAfter(brought.nextUpdate())) {
                throw new IllegalArgumentException(
                        "it is valid from " + brought.thisUpdate() + " to " + brought.nextUpdate());
            }
            Optional<RootCrl> newest = crls.newest();
            if (newest.isPresent() && brought.thisUpdate().isBefore(newest.get().thisUpdate())) {
                throw new IllegalArgumentException(
                        "it is older than the one in use, of " + newest.get().thisUpdate());
            }
            crls.publish(brought);
            fault = null;
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException ? "it cannot be read" : String.valueOf(e.getMessage());
            if (!why.equals(fault)) {
                log.warn("The root's CRL in {} is not used: {}", file, why);
            }
            fault = why;
        }
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("it is larger than a megabyte");
        }
        return Files.readAllBytes(file);
    }

    private void signIfDue() {
        Optional<RootCrl> newest = crls.newest();
        Instant now = clock.instant();
        if (newest.isPresent()
                && !RootCrls.over(newest.get(), DUE, now)
                && !newest.get().thisUpdate().isAfter(now.plus(ClockDifference.TOLERATED))) {
            return;
        }
        BigInteger number = newest.flatMap(RootCrl::number)
                .map(BigInteger.ONE::add)
                .orElse(BigInteger.ZERO)
                .max(BigInteger.valueOf(now.toEpochMilli()));
        Instant signed = now.truncatedTo(ChronoUnit.SECONDS);
        rootSigned(number, authority.beginning(signed), signed.plus(properties.rootValidity()))
                .ifPresent(der -> {
                    RootCrl crl = RootCrl.read(der, authority);
                    crls.publish(crl);
                    log.info("Signed a CRL of the root, valid to {}", crl.nextUpdate());
                });
    }

    /** A root that is here and cannot be used is as good as one that is not. */
    private Optional<byte[]> rootSigned(BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        try {
            return store.signRootCrl(authority, number, thisUpdate, nextUpdate);
        } catch (CaStoreException | SigningFailed e) {
            if (!told) {
                log.warn("The root's CRL is not signed: {}", e.getMessage());
                told = true;
            }
            return Optional.empty();
        }
    }
}
