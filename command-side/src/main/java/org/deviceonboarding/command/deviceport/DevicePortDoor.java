package org.deviceonboarding.command.deviceport;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.deviceonboarding.access.deviceport.DevicePort;

/**
 * Marks requests that came in at the port for devices, before any other filter sees them. A device speaks for itself:
 * what it says of being somebody's proxy is dropped.
 */
final class DevicePortDoor extends ValveBase {
    private static final List<String> OF_PROXIES = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-By",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl");

    DevicePortDoor() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getConnector() instanceof DeviceConnector) {
            OF_PROXIES.forEach(
                    name -> request.getCoyoteRequest().getMimeHeaders().removeHeader(name));
            request.setAttribute(DevicePort.ATTRIBUTE, true);
        }
        getNext().invoke(request, response);
    }
}
