package org.deviceonboarding.audit.inquiry.blast;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.audit.inquiry.fold.CertificateState;
import org.jspecify.annotations.Nullable;

/** Counts what a suspect touched. */
final class BlastRadiusCounts {
    private final Map<String, Long> devicesByReason = new TreeMap<>();
    private final Map<String, Long> certificatesByState = new TreeMap<>();
    private final Map<String, Map<String, Long>> refused = new TreeMap<>();
    private final long keys;
    private long devices;
    private long devicesToRevoke;
    private long certificates;
    private long downloadsBySuspect;
    private long downloadsByOthers;
    private long aclChanges;
    private long refusals;
    private long brokerCertificates;
    private @Nullable Long acted;

    /** @param keys the number of API keys that the suspect made */
    BlastRadiusCounts(long keys) {
        this.keys = keys;
        for (CertificateState state : CertificateState.values()) {
            certificatesByState.put(state.word(), 0L);
        }
    }

    /**
     * The counts of a report.
     *
     * @param keys the API keys that the suspect made, directly or with such a key
     * @param devicesToRevoke the devices with a touched certificate that is still good
     * @param downloadsByOthers the downloads of bundles that the suspect made
     * @param refusals the refused commands
     */
    @Schema(name = "TollSummary")
    record Totals(
            long keys,
            long devices,
            Map<String, Long> devicesByReason,
            long devicesToRevoke,
            long certificates,
            Map<String, Long> certificatesByState,
            long downloadsBySuspect,
            long downloadsByOthers,
            long aclChanges,
            long brokerCertificates,
            long refusals,
            Map<String, Map<String, Long>> refusalsByCommand) {}

    void device(TouchedDevice device, @Nullable Long firstActed) {
        devices++;
        device.reasons().forEach(reason -> devicesByReason.merge(reason.word(), 1L, Long::sum));
        devicesToRevoke += device.alreadyRevoked() ? 0 : 1;
        device.certificates().forEach(certificate -> {
            certificates++;
            certificatesByState.merge(certificate.state().word(), 1L, Long::sum);
        });
        device.downloads().forEach(download -> {
            downloadsBySuspect += download.bySuspect() ? 1 : 0;
            downloadsByOthers += download.bySuspect() ? 0 : 1;
        });
        acted(firstActed);
    }

    void aclChange(long position) {
        aclChanges++;
        acted(position);
    }

    void refusal(String command, String code) {
        refusals++;
        refused.computeIfAbsent(command, _ -> new TreeMap<>()).merge(code, 1L, Long::sum);
    }

    void brokerCertificate() {
        brokerCertificates++;
    }

    private void acted(@Nullable Long position) {
        if (position != null) {
            acted = acted == null ? position : Long.valueOf(Math.min(acted, position));
        }
    }

    /** The position of the first event that changes a broker's policy, null if there is none. */
    @Nullable
    Long acted() {
        return acted;
    }

    Totals totals() {
        return new Totals(
                keys,
                devices,
                devicesByReason,
                devicesToRevoke,
                certificates,
                certificatesByState,
                downloadsBySuspect,
                downloadsByOthers,
                aclChanges,
                brokerCertificates,
                refusals,
                refused);
    }
}
