package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the last release that was proven to be in force. */
record LastKnownGood(BrokerFolder folder, BrokerAdapter broker) {
    private static final Logger log = LoggerFactory.getLogger(LastKnownGood.class);

    void keep(PolicyRelease release) throws IOException {
        BrokerFolder copy = copy();
        if (!Files.isDirectory(copy.dir())) {
            Files.createDirectory(
                    copy.dir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        StagedRelease.write(release, copy, null).putInForce();
        copy.sync();
    }

    /** @return the copy; empty if it is missing or damaged, or if its CRL would lock devices out at that time */
    Optional<PolicyRelease> read(IssuingCa ca, Instant now) throws IOException {
        BrokerFolder copy = copy();
        if (!Files.exists(copy.acl()) || !Files.exists(copy.crl())) {
            return Optional.empty();
        }
        try {
            String acl = Files.readString(copy.acl());
            Crl crl = Crl.parse(Files.readString(copy.crl()), ca);
            crl.requireCurrent(now);
            return Optional.of(new PolicyRelease(broker.position(acl), acl, crl));
        } catch (DamagedAclFile | CrlRefused e) {
            log.warn("The last good release in {} is of no use. {}", copy.dir(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads only the CRL of the copy, under the same conditions. */
    Optional<Crl> crl(IssuingCa ca, Instant now) throws IOException {
        return read(ca, now).map(PolicyRelease::crl);
    }

    private BrokerFolder copy() {
        return new BrokerFolder(folder.lastGood().resolve("mosquitto.acl"));
    }
}
