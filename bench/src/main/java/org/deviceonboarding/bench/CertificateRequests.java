package org.deviceonboarding.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** P-256 certificate requests (PKCS#10), as members of a registration's JSON. */
final class CertificateRequests {
    private CertificateRequests() {}

    /** @param count as many as devices, since no two may have the same key */
    static List<String> make(int count) throws Exception {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(member(newKey()));
        }
        return members;
    }

    static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** {@code , "csr": "..."} */
    static String member(KeyPair key) throws IOException, OperatorCreationException {
        return ", \"csr\": \"" + escaped(pem(key)) + "\"";
    }

    static String pem(KeyPair key) throws IOException, OperatorCreationException {
        return pem(key, new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=bench"), key.getPublic()));
    }

    /** The PEM of a request with a DNS name, as text in a JSON string. */
    static String escaped(KeyPair key, String name) throws IOException, OperatorCreationException {
        PKCS10CertificationRequestBuilder request =
                new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + name), key.getPublic());
        Extensions extensions = new Extensions(new Extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, name)).getEncoded()));
        request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions);
        return escaped(pem(key, request));
    }

    private static String escaped(String pem) {
        return pem.replace("\n", "\\n");
    }

    private static String pem(KeyPair key, PKCS10CertificationRequestBuilder request)
            throws IOException, OperatorCreationException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(request.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        }
        return pem.toString().replace("\r", "");
    }
}
