package org.deviceonboarding.command.issuing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code portal.issuing.*}: validity of certificates, links to bundles, keys made ahead.
 *
 * @param validityDays of a device certificate, unless the request says otherwise
 * @param linkExpiryMinutes how long a credentials link lives
 * @param keyPoolSize how many RSA-2048 keys are made ahead; 0 for none
 * @param publicUrl where links and the CRL distribution point lead
 * @param mqttHost the broker's name as devices see it
 */
@Validated
@ConfigurationProperties("portal.issuing")
public record IssuingProperties(
        @Min(1) @Max(MAX_VALIDITY_DAYS) @DefaultValue("365") int validityDays,
        @Min(1) @Max(7 * 24 * 60) @DefaultValue("30") int linkExpiryMinutes,
        @Min(0) @Max(10_000) @DefaultValue("500") int keyPoolSize,
        URI publicUrl,

        @Pattern(regexp = "[A-Za-z0-9.:-]+") @DefaultValue("localhost")
        String mqttHost,

        @Min(1) @Max(65535) @DefaultValue("8883") int mqttPort) {
    public static final int MAX_VALIDITY_DAYS = 3650;

    Duration validity() {
        return Duration.ofDays(validityDays);
    }

    Duration linkExpiry() {
        return Duration.ofMinutes(linkExpiryMinutes);
    }

    /** The CRL distribution point (RFC 5280 section 4.2.1.13). */
    public URI crl() {
        return under("crl");
    }

    URI link(String token) {
        return under("credentials/" + token);
    }

    public URI batchLink(String token) {
        return under("credentials/batch/" + token);
    }

    private URI under(String path) {
        return URI.create(publicUrl.toString().replaceAll("/+$", "") + "/" + path);
    }
}
