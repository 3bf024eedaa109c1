package org.deviceonboarding.access.proxy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.NetMaskSet;
import org.apache.catalina.valves.RemoteIpValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the caller's address behind proxies: of the addresses in {@code X-Forwarded-For}, the last one that is no
 * trusted proxy itself, since a caller can write whatever stands before it. Tomcat's own valve does the rest; it would
 * store ports, brackets and whatever else stands there.
 */
final class TrustedProxies extends RemoteIpValve {
    private static final Logger log = LoggerFactory.getLogger(TrustedProxies.class);

    private final NetMaskSet trusted;
    private final AtomicBoolean told = new AtomicBoolean();

    TrustedProxies(NetMaskSet trusted) {
        this.trusted = trusted;
        setInternalProxies(trusted.toString());
        setProtocolHeader("X-Forwarded-Proto");
        setHostHeader("X-Forwarded-Host");
        setPortHeader("X-Forwarded-Port");
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        List<String> said = Collections.list(request.getHeaders(getRemoteIpHeader()));
        if (!said.isEmpty()) {
            believe(request, String.join(",", said));
        }
        super.invoke(request, response);
    }

    private void believe(Request request, String hops) {
        String peer = request.getRemoteAddr();
        if (ForwardedAddress.parse(peer)
                .filter(at -> trusted.contains(at.address()))
                .isPresent()) {
            request.getCoyoteRequest()
                    .getMimeHeaders()
                    .setValue(getRemoteIpHeader())
                    .setString(client(peer, hops));
        } else if (told.compareAndSet(false, true)) {
            log.warn(
                    "{} sent X-Forwarded-For and is not believed; if it is a proxy of yours, name it in TRUSTED_PROXIES",
                    peer);
        }
    }

    /** What is no address tells nothing: then it is the hop that passed it on. */
    String client(String peer, String hops) {
        String client = peer;
        for (String hop : List.of(hops.split(",", -1)).reversed()) {
            if (hop.isBlank()) {
                continue; // a list may have empty elements (RFC 9110, section 5.6.1)
            }
            Optional<ForwardedAddress> address = ForwardedAddress.parse(hop);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get().text();
            if (!trusted.contains(address.get().address())) {
                return client;
            }
        }
        return client;
    }
}
