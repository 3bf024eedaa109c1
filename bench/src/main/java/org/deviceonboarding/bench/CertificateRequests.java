package org.deviceonboarding.bench;

import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
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
    static String member(KeyPair key) throws java.io.IOException, OperatorCreationException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=bench"), key.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        }
        return ", \"csr\": \"" + pem.toString().replace("\r", "").replace("\n", "\\n") + "\"";
    }
}
