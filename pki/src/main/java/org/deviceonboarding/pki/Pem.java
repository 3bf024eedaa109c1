package org.deviceonboarding.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts certificates, keys and CRLs to and from PEM (RFC 7468). */
public final class Pem {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

    private Pem() {}

    public static String certificate(X509Certificate certificate) {
        try {
            return new String(block("CERTIFICATE", certificate.getEncoded()), StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }

    /** One block after the other, in the order given. */
    public static String chain(List<X509Certificate> certificates) {
        return certificates.stream().map(Pem::certificate).collect(Collectors.joining());
    }

    /** The CRL that {@link CertificateAuthority#signCrl} returned as DER. */
    public static String crl(byte[] der) {
        return new String(block("X509 CRL", der), StandardCharsets.US_ASCII);
    }

    /**
     * The private key as PKCS#8, unencrypted: bytes and not text, so that the caller can wipe them.
     *
     * @throws IllegalArgumentException if the key does not leave its token
     */
    public static byte[] privateKey(KeyPair pair) {
        byte[] der = PrivateKeys.encode(pair);
        try {
            return block("PRIVATE KEY", der);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /**
     * The one certificate of the text.
     *
     * @throws CertificateException unless there is exactly one
     */
    public static X509Certificate decodeCertificate(String pem) throws CertificateException {
        List<X509Certificate> found = decodeChain(pem);
        if (found.size() != 1) {
            throw new CertificateException("Expected one PEM certificate, found " + found.size());
        }
        return found.getFirst();
    }

    /**
     * All certificates of the text, in their order. Text around them is ignored.
     *
     * @throws CertificateException if there is none, or one is damaged
     */
    public static List<X509Certificate> decodeChain(String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (Matcher block = CERTIFICATE.matcher(pem); block.find(); ) {
            byte[] der = decodeBase64(block.group(1));
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        if (chain.isEmpty()) {
            throw new CertificateException("No PEM certificate found");
        }
        return List.copyOf(chain);
    }

    private static byte[] decodeBase64(String body) throws CertificateException {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new CertificateException("Not valid Base64", e);
        }
    }

    private static byte[] block(String label, byte[] der) {
        byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
        byte[] head = ("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        System.arraycopy(tail, 0, whole, head.length + body.length, tail.length);
        Arrays.fill(body, (byte) 0); // It may be a private key.
        return whole;
    }
}
