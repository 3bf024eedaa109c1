package org.deviceonboarding.pki;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Makes the subject alternative names of a server (RFC 5280 section 4.2.1.6). */
final class ServerNames {
    private static final int MOST = 100;
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    // The last label holds a letter: a name is never a mistyped address.
    private static final Pattern DNS = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*"
                    + "(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
            Pattern.CASE_INSENSITIVE);

    private ServerNames() {}

    static GeneralNames of(List<String> dnsNamesAndIps) {
        if (dnsNamesAndIps.isEmpty() || dnsNamesAndIps.size() > MOST) {
            throw new IllegalArgumentException("A server certificate has 1 to " + MOST + " names");
        }
        return new GeneralNames(
                dnsNamesAndIps.stream().distinct().map(ServerNames::one).toArray(GeneralName[]::new));
    }

    private static GeneralName one(String name) {
        if (ADDRESS.matcher(name).matches()) {
            return new GeneralName(
                    GeneralName.iPAddress,
                    new DEROctetString(InetAddress.ofLiteral(name).getAddress()));
        }
        if (!DNS.matcher(name).matches()) {
            throw new IllegalArgumentException("Neither a DNS name nor an IP address: " + name);
        }
        return new GeneralName(GeneralName.dNSName, name);
    }
}
