package org.deviceonboarding.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The issuing CA: signs certificates and CRLs (RFC 5280). Safe for use by many threads. */
public final class CertificateAuthority {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    // A common name becomes an MQTT user name. 64 is the most it may have (RFC 5280 appendix A.1, ub-common-name).
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public static final Duration DEFAULT_BACKDATE = Duration.ofMinutes(5);

    private static final Duration LONGEST_BACKDATE = Duration.ofHours(1);

    private final SigningKey key;
    private final List<X509Certificate> chain;
    private final InstantSource clock;
    private final Duration backdate;

    CertificateAuthority(SigningKey key, List<X509Certificate> chain, InstantSource clock) {
        this(key, chain, clock, DEFAULT_BACKDATE);
    }

    private CertificateAuthority(SigningKey key, List<X509Certificate> chain, InstantSource clock, Duration backdate) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.clock = clock;
        this.backdate = backdate;
    }

    /**
     * The same CA, with another backdating.
     *
     * @param other how far before their signing certificates and CRLs begin, for those whose clocks are late; whole seconds, at
     *     most an hour
     * @throws IllegalArgumentException if it is another length
     */
    public CertificateAuthority backdatedBy(Duration other) {
        if (other.isNegative()
                || other.compareTo(LONGEST_BACKDATE) > 0
                || !other.equals(other.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("Certificates and CRLs are backdated by whole seconds, 0 to 1 hour");
        }
        return new CertificateAuthority(key, chain, clock, other);
    }

    SecureRandom random() {
        return key.random();
    }

    InstantSource clock() {
        return clock;
    }

    /** When the CA's key was last asked to sign. */
    public Instant lastAsked() {
        return key.asked();
    }

    /** Since when the CA's key has not signed; empty if it did when it was last asked. */
    public Optional<Instant> failingSince() {
        return key.failingSince();
    }

    /**
     * Signs something that nobody gets, to see whether the key does.
     *
     * @throws SigningFailed if the CA's key does not sign
     */
    public void probe() {
        key.matches(issuer().getPublicKey());
    }

    /** When what is signed at that moment begins: earlier, but never before the issuing CA itself. */
    public Instant beginning(Instant signedAt) {
        Instant first = issuer().getNotBefore().toInstant();
        Instant begins = signedAt.minus(backdate).truncatedTo(ChronoUnit.SECONDS);
        return begins.isBefore(first) ? first : begins;
    }

    /** The issuing CA first, the root last. */
    public List<X509Certificate> chain() {
        return chain;
    }

    public X509Certificate issuer() {
        return chain.getFirst();
    }

    public X509Certificate root() {
        return chain.getLast();
    }

    /**
     * Signs a device's client certificate.
     *
     * @param commonName the device's UUID in lower case, also its subject alternative name {@code urn:uuid:}
     * @param key of one of the {@link KeyAlgorithm}s
     * @throws IllegalArgumentException if the name or the key is of another form
     * @throws CertificateAuthorityExpired if the issuing CA's own certificate is no longer valid
     * @throws SigningFailed if the CA's key does not sign
     */
    public X509Certificate issueDevice(String commonName, PublicKey key, DeviceProfile profile) {
        if (!UUID.matcher(commonName).matches()) {
            throw new IllegalArgumentException("A device's common name is a UUID in lower case");
        }
        var identity = new GeneralName(GeneralName.uniformResourceIdentifier, "urn:uuid:" + commonName);
        return clientDraft(commonName, key, profile)
                .plain(Extension.subjectAlternativeName, new GeneralNames(identity))
                .sign(this.key);
    }

    /**
     * Signs the client certificate of something that is no device, such as a broker's administrator or a probe.
     *
     * @param commonName 1 to 64 of {@code A-Z a-z 0-9 . _ -}; not a UUID, so that it cannot pass for a device
     * @throws IllegalArgumentException if the name or the key is of another form
     * @throws CertificateAuthorityExpired if the issuing CA's own certificate is no longer valid
     * @throws SigningFailed if the CA's key does not sign
     */
    public X509Certificate issueClient(String commonName, PublicKey key, DeviceProfile profile) {
        if (UUID.matcher(commonName.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("A UUID names a device, nothing else");
        }
        return clientDraft(commonName, key, profile).sign(this.key);
    }

    /**
     * Signs a server certificate.
     *
     * @param commonName of the same form as a client's
     * @param dnsNamesAndIps what clients connect to: DNS names, IPv4 and IPv6 addresses, 1 to 100
     * @param validity 1 day to 10 years
     * @param crl where the CRL is served
     * @throws IllegalArgumentException if a value is of another form
     * @throws CertificateAuthorityExpired if the issuing CA's own certificate is no longer valid
     * @throws SigningFailed if the CA's key does not sign
     */
    public X509Certificate issueServer(
            String commonName, List<String> dnsNamesAndIps, PublicKey key, Duration validity, URI crl) {
        return leafDraft(commonName, key, new DeviceProfile(validity, crl), KeyPurposeId.id_kp_serverAuth)
                .plain(Extension.subjectAlternativeName, ServerNames.of(dnsNamesAndIps))
                .sign(this.key);
    }

    /**
     * Signs a full X.509 v2 CRL.
     *
     * @param number rising from CRL to CRL (RFC 5280 section 5.2.3), at most 20 octets
     * @param nextUpdate after {@code thisUpdate}
     * @param entries the {@link RevokedEntry#encoded() DER} of each, in the order they shall appear, each serial number once
     * @return DER
     * @throws IllegalArgumentException if the number or the times make no sense
     * @throws SigningFailed if the CA's key does not sign
     */
    public byte[] signCrl(BigInteger number, Instant thisUpdate, Instant nextUpdate, byte[] entries) {
        return new CrlDraft(issuer(), number, thisUpdate, nextUpdate).sign(entries, key);
    }

    /** Signs a full X.509 v2 CRL of entries that are not encoded yet. */
    public byte[] signCrl(BigInteger number, Instant thisUpdate, Instant nextUpdate, Iterable<RevokedEntry> entries) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        entries.forEach(entry -> encoded.writeBytes(entry.encoded()));
        return signCrl(number, thisUpdate, nextUpdate, encoded.toByteArray());
    }

    private CertificateDraft clientDraft(String commonName, PublicKey key, DeviceProfile profile) {
        return leafDraft(commonName, key, profile, KeyPurposeId.id_kp_clientAuth);
    }

    private CertificateDraft leafDraft(
            String commonName, PublicKey leafKey, DeviceProfile profile, KeyPurposeId purpose) {
        if (!NAME.matcher(commonName).matches()) {
            throw new IllegalArgumentException("A common name matches " + NAME);
        }
        KeyAlgorithm algorithm = KeyAlgorithm.of(leafKey)
                .orElseThrow(() -> new IllegalArgumentException("Not a key this CA signs: " + leafKey.getAlgorithm()));
        Instant now = clock.instant();
        if (now.isAfter(issuer().getNotAfter().toInstant())) {
            throw new CertificateAuthorityExpired(issuer());
        }
        Validity validity = Validity.from(beginning(now), profile.validity()).within(issuer());
        X500Name issuerName =
                X500Name.getInstance(issuer().getSubjectX500Principal().getEncoded());
        return new CertificateDraft(
                        issuerName, CertificateDraft.commonName(commonName), leafKey, validity, key.random())
                .critical(Extension.basicConstraints, new BasicConstraints(false))
                .critical(Extension.keyUsage, usage(algorithm))
                .plain(Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose))
                .plain(Extension.authorityKeyIdentifier, KeyIdentifiers.authority(issuer()))
                .plain(Extension.cRLDistributionPoints, DistributionPoint.of(profile.crlDistributionPoint()));
    }

    // RFC 5480 section 3 and RFC 8410 section 5: a signature key of either kind enciphers no keys.
    private static KeyUsage usage(KeyAlgorithm algorithm) {
        return new KeyUsage(
                algorithm.isRsa() ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment : KeyUsage.digitalSignature);
    }
}
