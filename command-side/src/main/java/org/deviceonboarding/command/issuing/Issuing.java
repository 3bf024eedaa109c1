package org.deviceonboarding.command.issuing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.deviceonboarding.command.bundle.NewBundle;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.device.SignedCertificates;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.CertificateRequest;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes keys, certificates and bundles. The slow work of a registration, done before its transaction begins. */
@Component
public class Issuing {
    private static final Duration SHORTEST = Duration.ofDays(1);

    private final CertificateAuthority authority;
    private final KeyClaims keys;
    private final TemplateLookup templates;
    private final IssuingProperties properties;
    private final CredentialSecrets secrets;
    private final KeyPool pool;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Timer timer;

    Issuing(
            CertificateAuthority authority,
            KeyClaims keys,
            TemplateLookup templates,
            IssuingProperties properties,
            CredentialSecrets secrets,
            KeyPool pool,
            SecureRandom random,
            InstantSource clock,
            MeterRegistry metrics) {
        this.authority = authority;
        this.keys = keys;
        this.templates = templates;
        this.properties = properties;
        this.secrets = secrets;
        this.pool = pool;
        this.random = random;
        this.clock = clock;
        this.timer = Timer.builder("certificate.issuance")
                .description("Time to make a key where asked, sign a certificate and pack its bundle")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /**
     * For a request that somebody waits for: its key may come from the pool.
     *
     * @param type of the device; its template's topics go into the bundle
     * @param validity null for the default; never beyond the issuing CA's own end
     * @throws Refused if the device brings a key that it may not have a certificate for
     */
    public IssuedCredentials issue(DeviceId id, String type, KeySource source, @Nullable Duration validity) {
        return issue(id, type, source, validity, null, pool::take);
    }

    /**
     * For a batch: its bundles share a password and have no links of their own. Its keys are made now, because one job would empty
     * the pool. Whether devices may have certificates for the keys that they bring is for the batch's transaction to find out.
     */
    public IssuedCredentials issue(
            DeviceId id, String type, KeySource source, @Nullable Duration validity, @Nullable BundleBatch batch) {
        return issue(id, type, source, validity, batch, algorithm -> algorithm.generate(random));
    }

    private IssuedCredentials issue(
            DeviceId id,
            String type,
            KeySource source,
            @Nullable Duration validity,
            @Nullable BundleBatch batch,
            Function<KeyAlgorithm, KeyPair> maker) {
        return timer.record(() -> switch (source) {
            case KeySource.Generated(KeyAlgorithm algorithm) -> {
                KeyPair key = maker.apply(algorithm);
                X509Certificate certificate = authority.issueDevice(id.value(), key.getPublic(), profile(validity));
                String password = batch == null ? secrets.password() : batch.password();
                yield packaged(
                        SignedCertificates.of(certificate, algorithm, KeyHolder.PORTAL),
                        zip(id, template(type, batch), certificate, key, password),
                        password,
                        batch);
            }
            case KeySource.Requested(var request) -> {
                if (batch == null) { // the keys of a batch are looked up together
                    keys.requireFree(CertifiedKey.of(request.publicKey()), id);
                }
                X509Certificate certificate = authority.issueDevice(id.value(), request.publicKey(), profile(validity));
                yield packaged(SignedCertificates.of(certificate, request.keyAlgorithm()), null, null, batch);
            }
        });
    }

    /**
     * Signs for a key that never left its device, without a bundle.
     *
     * @param validity never beyond the issuing CA's own end
     * @throws Refused if the device may not have a certificate for the key
     */
    public SignedCertificate certify(DeviceId id, CertificateRequest request, Duration validity) {
        keys.requireFree(CertifiedKey.of(request.publicKey()), id);
        Duration atLeast = validity.compareTo(SHORTEST) < 0 ? SHORTEST : validity; // a CA near its end cut it short
        return timer.record(() -> SignedCertificates.of(
                authority.issueDevice(id.value(), request.publicKey(), profile(atLeast)), request.keyAlgorithm()));
    }

    private DeviceProfile profile(@Nullable Duration validity) {
        return new DeviceProfile(validity == null ? properties.validity() : validity, properties.crl());
    }

    /**
     * @param zip null if the device made its own key: then the bundle is made when somebody fetches it
     * @param password null likewise
     */
    private IssuedCredentials packaged(
            SignedCertificate certificate,
            byte @Nullable [] zip,
            @Nullable String password,
            @Nullable BundleBatch batch) {
        String token = secrets.token();
        NewBundle bundle = new NewBundle(
                secrets.bundleId(),
                Sha256.of(token.getBytes(StandardCharsets.US_ASCII)),
                zip,
                clock.instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plus(batch == null ? properties.linkExpiry() : batch.keptFor()),
                batch == null ? null : batch.id());
        return new IssuedCredentials(certificate, bundle, properties.link(token), password);
    }

    private AclTemplate template(String type, @Nullable BundleBatch batch) {
        return batch == null ? templates.of(type) : batch.templates().computeIfAbsent(type, templates::of);
    }

    private byte[] zip(DeviceId id, AclTemplate template, X509Certificate certificate, KeyPair key, String password) {
        return new CredentialBundle(
                        id,
                        template.forDevice(id),
                        Pem.chain(List.of(certificate, authority.issuer())),
                        Pem.certificate(authority.root()),
                        properties.mqttHost(),
                        properties.mqttPort())
                .zip(Pem.privateKey(key), password);
    }
}
