package org.deviceonboarding.access.proxy;

import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.util.NetMaskSet;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.proxies.*}: the addresses of trusted proxies.
 *
 * @param forwardHeaders {@code native} to believe what they forward, {@code none} to believe nobody
 * @param trusted their addresses or networks (CIDR)
 */
@ConfigurationProperties("portal.proxies")
record ProxyProperties(String forwardHeaders, List<String> trusted) {
    ProxyProperties {
        if (!List.of("none", "native").contains(forwardHeaders)) {
            throw new IllegalArgumentException("FORWARD_HEADERS is none or native");
        }
        trusted = trusted == null
                ? List.of()
                : trusted.stream()
                        .map(String::strip)
                        .filter(network -> !network.isEmpty())
                        .map(ProxyProperties::network)
                        .toList();
    }

    boolean believed() {
        return forwardHeaders.equals("native");
    }

    NetMaskSet networks() {
        NetMaskSet networks = new NetMaskSet();
        trusted.forEach(networks::add);
        return networks;
    }

    /** Always with a prefix: Tomcat takes a list without one for a regular expression. A name is refused, for Tomcat would ask the DNS. */
    private static String network(String given) {
        int slash = given.indexOf('/');
        InetAddress address = ForwardedAddress.parse(slash < 0 ? given : given.substring(0, slash))
                .orElseThrow(() -> refused(given))
                .address();
        String network = address.getHostAddress()
                + (slash < 0 ? "/" + Byte.SIZE * address.getAddress().length : given.substring(slash));
        try {
            return new NetMask(network).toString();
        } catch (IllegalArgumentException e) {
            throw refused(given);
        }
    }

    private static IllegalArgumentException refused(String given) {
        return new IllegalArgumentException(
                "TRUSTED_PROXIES holds addresses and networks such as 10.0.0.0/8, with commas; this is none: " + given);
    }
}
