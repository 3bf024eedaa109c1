package org.deviceonboarding.command.issuing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.command.device.NameWarning;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/**
 * The answer to a registration, a renewal or a re-issue: the new certificate and where its bundle waits. The password
 * is in no other place.
 *
 * @param credentialsPassword opens the private key in the bundle; absent if the device made its own key
 */
public record IssuedAnswer(
        DeviceId deviceId,
        SerialNumber certificateSerial,
        Sha256 certificateFingerprint,
        Instant certificateExpiresAt,
        String certificatePem,
        URI credentialsLink,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String credentialsPassword,

        Instant credentialsExpiresAt,
        long position,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<NameWarning> warnings) {

    private static IssuedAnswer of(DeviceId id, IssuedCredentials issued, long position, List<NameWarning> warnings) {
        return new IssuedAnswer(
                id,
                issued.certificate().serial(),
                issued.certificate().fingerprint(),
                issued.certificate().notAfter(),
                issued.certificate().pem(),
                issued.link(),
                issued.password(),
                issued.bundle().expiresAt(),
                position,
                warnings);
    }

    /** The answer to what made the certificate. */
    public static ResponseEntity<IssuedAnswer> created(DeviceId id, IssuedCredentials issued, long position) {
        return created(id, issued, position, List.of());
    }

    /** @param warnings no reason to refuse it */
    public static ResponseEntity<IssuedAnswer> created(
            DeviceId id, IssuedCredentials issued, long position, List<NameWarning> warnings) {
        return ResponseEntity.created(URI.create("/device/" + id))
                .cacheControl(CacheControl.noStore())
                .body(of(id, issued, position, warnings));
    }

    @Override
    public String toString() {
        return "IssuedAnswer[" + certificateSerial + "]"; // link and password stay out of logs
    }
}
