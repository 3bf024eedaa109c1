package org.deviceonboarding.access.proxy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address of an {@code X-Forwarded-For} header.
 *
 * @param text without port, brackets and zone
 */
record ForwardedAddress(InetAddress address, String text) {
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::[0-9]{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})(?:%[^]]*)?](?::[0-9]{1,5})?");
    private static final Pattern BARE_IPV6 = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?:%.*)?");

    /** @return empty for what is no address: a host name, {@code unknown}, or junk. The DNS is never asked. */
    static Optional<ForwardedAddress> parse(String given) {
        for (Pattern form : new Pattern[] {IPV4, IPV6, BARE_IPV6}) {
            Matcher found = form.matcher(given.strip());
            if (found.matches()) {
                return literal(found.group(1));
            }
        }
        return Optional.empty();
    }

    private static Optional<ForwardedAddress> literal(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return Optional.of(new ForwardedAddress(
                    address,
                    address instanceof Inet4Address ? address.getHostAddress() : text.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
