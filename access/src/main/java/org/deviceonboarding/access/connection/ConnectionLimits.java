package org.deviceonboarding.access.connection;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Gives the portal's own ports the same limits. */
@Component
public class ConnectionLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(CrowdedPort.class.getName());
    }

    /** Makes a further port beside the one of {@code PORT}. Spring Boot gives its settings to that one only. */
    public static Connector beside(int connections, int timeoutMillis, int swallowedBytes) {
        Connector connector = new Connector(CrowdedPort.class.getName());
        AbstractHttp11Protocol<?> http = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        http.setMaxConnections(connections);
        http.setConnectionTimeout(timeoutMillis);
        http.setMaxSwallowSize(swallowedBytes);
        http.setExecutor(new VirtualThreadExecutor("https-port-"));
        return connector;
    }
}
