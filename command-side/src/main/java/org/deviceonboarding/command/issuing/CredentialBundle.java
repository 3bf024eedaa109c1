package org.deviceonboarding.command.issuing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.jspecify.annotations.Nullable;

/**
 * The content of a bundle: what a device needs to connect.
 *
 * @param rules what the device may reach
 * @param certificate leaf and issuing CA, PEM
 * @param root PEM
 */
record CredentialBundle(
        DeviceId id, List<TopicRule> rules, String certificate, String root, String mqttHost, int mqttPort) {
    private static final String KEY = "device.key";

    /**
     * The bundle as a ZIP, with the device's private key. The key is AES-256 encrypted (WinZip AE-2); everything else is public, and
     * each encrypted entry costs a key derivation.
     *
     * @param key PKCS#8 PEM
     */
    byte[] zip(byte[] key, String password) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(KEY, key);
        files.putAll(publicFiles(true));
        return zip(files, password.toCharArray());
    }

    /** The bundle as a ZIP, of a device that made its own key. Nothing in it is encrypted. */
    byte[] zip() {
        return zip(publicFiles(false), null);
    }

    private static byte[] zip(Map<String, byte[]> files, char @Nullable [] password) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, password)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(entry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A ZIP in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    private static ZipParameters entry(String name) {
        ZipParameters parameters = new ZipParameters();
        parameters.setFileNameInZip(name);
        parameters.setCompressionMethod(CompressionMethod.DEFLATE);
        if (name.equals(KEY)) {
            parameters.setEncryptFiles(true);
            parameters.setEncryptionMethod(EncryptionMethod.AES);
            parameters.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
        }
        return parameters;
    }

    private Map<String, byte[]> publicFiles(boolean withKey) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("device.crt", utf8(certificate));
        files.put("ca.crt", utf8(root));
        files.put("mqtt.json", utf8(mqtt()));
        files.put("README.txt", utf8(readme(withKey)));
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // Host, port, id and filters are checked values; none can hold a quote.
    private String mqtt() {
        return """
                {
                  "host": "%s",
                  "port": %d,
                  "client_id": "%s",
                  "topics": [%s]
                }
                """.formatted(mqttHost, mqttPort, id, topics());
    }

    private String topics() {
        return rules.stream()
                .filter(rule -> rule.access() != TopicAccess.DENY)
                .map(rule -> '"' + rule.filter() + '"')
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String readme(boolean withKey) {
        return """
                Credentials of device %1$s

                device.crt  the device's certificate, followed by the issuing CA's
                %4$s
                ca.crt      the root certificate: the device trusts the broker by it
                mqtt.json   where to connect, and the topics the device may use
                %5$s
                Keep device.key on the device only. If it leaks, have the device revoked.
                """.formatted(
                        id,
                        mqttHost,
                        mqttPort,
                        withKey
                                ? "device.key  its private key (PKCS#8, not encrypted: chmod 600 device.key)"
                                : "            (its private key never left the device)",
                        writable().map(this::example).orElse(""));
    }

    /** Some topic below the first filter the device may write. */
    private Optional<String> writable() {
        return rules.stream()
                .filter(rule -> rule.access() == TopicAccess.WRITE || rule.access() == TopicAccess.READWRITE)
                .map(rule -> rule.filter().replace("#", "hello").replace("+", "hello"))
                .findFirst();
    }

    private String example(String topic) {
        return """

                Try it:

                  mosquitto_pub -h %2$s -p %3$d --cafile ca.crt --cert device.crt --key device.key \\
                    -i %1$s -V mqttv5 -q 1 -t %4$s -m hello
                """.formatted(id, mqttHost, mqttPort, topic);
    }
}
