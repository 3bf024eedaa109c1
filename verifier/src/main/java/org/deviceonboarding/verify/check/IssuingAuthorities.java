package org.deviceonboarding.verify.check;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;

/**
 * Collects the issuing CAs of the log that have a valid chain. The CA in the bundle counts from the start, because a first
 * certificate may be older than the event about its CA.
 */
final class IssuingAuthorities {
    private final Map<X500Principal, List<X509Certificate>> issuing = new HashMap<>();
    private final Set<Sha256> established = new HashSet<>();
    private final Set<Sha256> roots;
    private final FindingCollector findings;

    IssuingAuthorities(String bundled, Set<Sha256> roots, FindingCollector findings) {
        this.roots = roots;
        this.findings = findings;
        admit(bundled, new FindingLocation.WholeBundle());
    }

    void take(long position, AuthorityEstablished event) {
        List<X509Certificate> chain = admit(event.chainPem(), new FindingLocation.At(position));
        if (!chain.isEmpty()) {
            X509Certificate issuer = chain.getFirst();
            if (!X509Reader.fingerprint(issuer).equals(event.fingerprint())
                    || !issuer.getSubjectX500Principal().getName().equals(event.subject())
                    || !issuer.getNotAfter().toInstant().equals(event.notAfter())) {
                findings.add(Finding.at(
                        position, FindingKind.AUTHORITY, "the CA's certificate is not the one that is told of"));
            }
            established.add(X509Reader.fingerprint(issuer));
        }
    }

    private List<X509Certificate> admit(String pem, FindingLocation place) {
        List<X509Certificate> chain;
        try {
            chain = X509Reader.chain(pem);
        } catch (CertificateException e) {
            findings.add(new Finding(place, FindingKind.AUTHORITY, "the CA's chain cannot be read: " + e.getMessage()));
            return List.of();
        }
        if (chain.isEmpty()) {
            findings.add(new Finding(place, FindingKind.AUTHORITY, "the CA has no chain"));
            return List.of();
        }
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate issuer = chain.get(Math.min(i + 1, chain.size() - 1));
            X509Certificate certificate = chain.get(i);
            if (certificate.getBasicConstraints() < 0
                    || !X509Reader.signed(issuer, certificate)
                    || !X509Reader.outlives(issuer, certificate)) {
                findings.add(new Finding(
                        place,
                        FindingKind.AUTHORITY,
                        "the CA's chain does not hold at " + certificate.getSubjectX500Principal()));
                return List.of();
            }
        }
        if (!roots.isEmpty() && !roots.contains(X509Reader.fingerprint(chain.getLast()))) {
            findings.add(new Finding(
                    place,
                    FindingKind.AUTHORITY,
                    "the CA leads to another root than the given one: "
                            + chain.getLast().getSubjectX500Principal()));
        }
        X509Certificate issuer = chain.getFirst();
        List<X509Certificate> known = issuing.computeIfAbsent(issuer.getSubjectX500Principal(), _ -> new ArrayList<>());
        if (!known.contains(issuer)) {
            known.add(issuer);
        }
        return chain;
    }

    /** The CAs with the name that the log has named so far. */
    List<X509Certificate> named(X500Principal name) {
        return List.copyOf(issuing.getOrDefault(name, List.of()));
    }

    void end() {
        for (List<X509Certificate> named : issuing.values()) {
            for (X509Certificate issuer : named) {
                if (!established.contains(X509Reader.fingerprint(issuer))) {
                    findings.add(new Finding(
                            new FindingLocation.WholeBundle(),
                            FindingKind.AUTHORITY,
                            "the CA in " + "ca/chain.pem is not on record: " + issuer.getSubjectX500Principal()));
                }
            }
        }
    }

    int count() {
        return established.size();
    }
}
