package org.deviceonboarding.command.deviceport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.deviceonboarding.access.connection.Crowd;

/** Tomcat's end of the port: TLS 1.2 or 1.3, and nobody gets in without a certificate of ours. */
final class DeviceConnector extends Connector {
    private static final int CROWD = 800;
    private static final int CONNECTIONS = CROWD + 200;
    private static final int PATIENCE = 20_000;
    private static final int MOST_SWALLOWED = 256 * 1024;

    private final Crowd crowd;
    private final List<X509Certificate> trusted;

    DeviceConnector(int port, ServerIdentity identity, List<X509Certificate> trusted) {
        this(port, identity, trusted, new NioEndpoint());
    }

    private DeviceConnector(int port, ServerIdentity identity, List<X509Certificate> trusted, NioEndpoint endpoint) {
        super(new Http11NioProtocol(endpoint));
        this.crowd = new Crowd(endpoint, CROWD);
        this.trusted = List.copyOf(trusted);
        setPort(port);
        setScheme("https");
        setSecure(true);
        AbstractHttp11Protocol<?> http = protocol();
        http.setSSLEnabled(true);
        http.setConnectionTimeout(PATIENCE);
        http.setMaxConnections(CONNECTIONS);
        http.setMaxSwallowSize(MOST_SWALLOWED);
        http.setExecutor(new VirtualThreadExecutor("device-port-"));
        http.addSslHostConfig(tls(identity));
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        crowd.start();
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        crowd.stop();
        super.stopInternal();
    }

    /** From the next connection on. */
    void show(ServerIdentity identity) {
        protocol().addSslHostConfig(tls(identity), true);
    }

    private AbstractHttp11Protocol<?> protocol() {
        return (AbstractHttp11Protocol<?>) getProtocolHandler();
    }

    private SSLHostConfig tls(ServerIdentity identity) {
        SSLHostConfig tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.2+TLSv1.3");
        tls.setCertificateVerification("required");
        tls.setTrustStore(trustStore());
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(identity.keys());
        certificate.setCertificateKeystorePassword(new String(identity.password()));
        certificate.setCertificateKeyAlias(ServerIdentity.ALIAS);
        tls.addCertificate(certificate);
        return tls;
    }

    // The issuing CA as well, for devices that send their own certificate alone.
    private KeyStore trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : trusted) {
                store.setCertificateEntry("ca" + store.size(), authority);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A key store cannot be made", e);
        }
    }
}
