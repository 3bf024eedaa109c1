package org.deviceonboarding.crl;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.domain.revocation.RevocationChange;
import org.deviceonboarding.log.readmodel.FoldedTable;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModels;
import org.deviceonboarding.pki.RevokedEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The read model of the CRL's entries: a row for each certificate that is revoked or on hold, as
 * {@link RevocationChange} folds it.
 */
@Configuration(proxyBeanMethods = false)
class CrlReadModel {
    static final String READER = "crl";
    static final Set<Class<? extends OnboardingEvent>> KINDS =
            Set.of(CertificateRevoked.class, DeviceSuspended.class, DeviceResumed.class);

    @Bean
    ReadModelReader revocationReader(ReadModels models, CrlOnChange signing) {
        return models.keep(new ReadModel(READER, READER, "revocation_events", List.of(table())), signing);
    }

    private static FoldedTable<SerialNumber, Revocation> table() {
        return new FoldedTable<SerialNumber, Revocation>(
                        "revocation",
                        KINDS,
                        event -> RevocationChange.of(event).stream()
                                .map(RevocationChange::serial)
                                .distinct()
                                .toList(),
                        CrlReadModel::after)
                .called("revocations")
                .shownAs(serial -> "revocation " + RevocationComparison.shown(serial))
                .key("serial", "varchar(40) collate \"C\"", SerialNumber::hex) // sorted for each CRL
                .column("revoked_at", "timestamptz not null", Revocation::revokedAt)
                .column("reason_code", "smallint not null", Revocation::reasonCode)
                .column("not_after", "timestamptz not null", Revocation::notAfter)
                .column(
                        "entry",
                        "bytea not null",
                        CrlReadModel::der) // PostgreSQL joins them to the list that a CRL has
                .unmanaged("last_listed_at timestamptz") // on a CRL signed after not_after: need not be listed again
                .index("(not_after) where last_listed_at is null")
                .readBy(Crls::entry, Revocation::serial);
    }

    private static String der(Revocation revocation) {
        RevokedEntry entry =
                new RevokedEntry(revocation.serial().toBigInteger(), revocation.revokedAt(), revocation.reasonCode());
        return "\\x" + HexFormat.of().formatHex(entry.encoded());
    }

    private static @Nullable Revocation after(
            SerialNumber serial, @Nullable Revocation before, Recorded<OnboardingEvent> event) {
        Revocation entry = before;
        for (RevocationChange change : RevocationChange.of(event)) {
            if (change.serial().equals(serial)) {
                entry = change.after(entry);
            }
        }
        return entry;
    }
}
