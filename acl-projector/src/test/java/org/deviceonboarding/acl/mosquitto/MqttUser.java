package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.acl.TestPki;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A standing connection of a certificate's holder, who listens to everything there is. */
final class MqttUser implements AutoCloseable {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
    private static final long PATIENCE = 15_000;
    private static final char[] IN_MEMORY = new char[0];

    record Message(String topic, String payload) {}

    private final String name;
    private final MqttAsyncClient client;
    private final Collection<Message> heard = new ConcurrentLinkedQueue<>();

    MqttUser(String name, TestPki pki, String uri) throws IOException, GeneralSecurityException, MqttException {
        this.name = name;
        client = new MqttAsyncClient(uri, name, new MemoryPersistence());
        client.setCallback(new Listener());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(tls(name, pki));
        client.connect(options).waitForCompletion(PATIENCE);
        client.subscribe(new String[] {"#", "$SYS/#"}, new int[] {0, 0}).waitForCompletion(PATIENCE);
    }

    String name() {
        return name;
    }

    /** What it heard so far. */
    Collection<Message> heard() {
        return heard;
    }

    /** Sends with QoS 1 and does not wait for the answer. */
    IMqttToken publish(Message message) throws MqttException {
        return client.publish(message.topic(), new MqttMessage(message.payload().getBytes(UTF_8), 1, false, null));
    }

    /** Waits for the broker's answer to a message. */
    static boolean accepted(IMqttToken sent) throws MqttException {
        sent.waitForCompletion(PATIENCE);
        int reason = sent.getReasonCodes()[0];
        assertThat(reason).isIn(0, NO_MATCHING_SUBSCRIBERS, NOT_AUTHORIZED);
        return reason != NOT_AUTHORIZED;
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }

    private static SSLSocketFactory tls(String name, TestPki pki) throws IOException, GeneralSecurityException {
        String key = Files.readString(pki.file(name + ".key")).replaceAll("-----.*-----|\\s", "");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", certificate(pki.file("root.crt")));
        store.setKeyEntry(
                "own",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
                IN_MEMORY,
                new Certificate[] {certificate(pki.file(name + ".crt")), certificate(pki.file("issuing.crt"))});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private final class Listener implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(new Message(topic, new String(message.getPayload(), UTF_8)));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, @Nullable String uri) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
