package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A device that stays connected, and sees when its connection ends. */
final class Session implements AutoCloseable {
    private static final long PATIENCE = 10_000;
    private static final int FAILURE = 0x80;
    private static final char[] IN_MEMORY = new char[0];

    private final MqttAsyncClient client;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Session(MqttAsyncClient client) {
        this.client = client;
    }

    /** @throws MqttException if the broker turns the device away */
    static Session open(Credentials credentials, int brokerPort)
            throws MqttException, IOException, GeneralSecurityException {
        MqttAsyncClient client =
                new MqttAsyncClient("ssl://localhost:" + brokerPort, credentials.deviceId(), new MemoryPersistence());
        Session session = new Session(client);
        client.setCallback(session.new Listener());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setSocketFactory(tls(credentials.folder()));
        try {
            client.connect(options).waitForCompletion(PATIENCE);
            return session;
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
    }

    boolean mayPublish(String topic) throws MqttException {
        IMqttToken token = client.publish(topic, "hello".getBytes(UTF_8), 1, false);
        token.waitForCompletion(PATIENCE);
        return token.getReasonCodes()[0] < FAILURE;
    }

    boolean isOpen() {
        return ended.getCount() > 0;
    }

    /** Whether its connection ends within that time. */
    boolean ends(Duration within) throws InterruptedException {
        return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect().waitForCompletion(PATIENCE);
            }
            client.close(true);
        } catch (MqttException _) {
            // It was gone already.
        }
    }

    private static SSLSocketFactory tls(Path folder) throws IOException, GeneralSecurityException {
        List<Certificate> chain = certificates(folder.resolve("device.crt"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", certificates(folder.resolve("ca.crt")).getFirst());
        store.setKeyEntry(
                "device",
                privateKey(folder.resolve("device.key"), chain.getFirst()),
                IN_MEMORY,
                chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static PrivateKey privateKey(Path file, Certificate certificate)
            throws IOException, GeneralSecurityException {
        String body = Files.readString(file, US_ASCII).replaceAll("-----.*-----|\\s", "");
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private final class Listener implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse reason) {
            ended.countDown();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {}

        @Override
        public void mqttErrorOccurred(MqttException e) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String url) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
