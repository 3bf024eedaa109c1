package org.deviceonboarding.audit.asof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.logformat.EventJson;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a {@link BrokerPolicy} as gzipped JSON: one line for the policy and one for each device, so no part is in memory twice.
 */
final class PolicyJson {
    /** The version of the written form. It changes with this class and with the rules of the fold. */
    static final int FORMAT = 1;

    private static final JsonMapper JSON = EventJson.mapper()
            .rebuild()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private PolicyJson() {}

    private record Whole(
            AclStrategy strategy,
            long position,
            Instant at,
            List<String> types,
            List<TemplateRule> common,
            Map<String, List<TemplateRule>> templates,
            int devices) {}

    private record DeviceLine(
            DeviceId id, String type, DeviceStatus status, List<SerialNumber> live, Instant certifiedUntil) {}

    static byte[] write(BrokerPolicy policy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes, 1 << 16)) {
            Map<String, List<TemplateRule>> templates = new TreeMap<>();
            policy.access().templates().forEach((type, template) -> templates.put(type, template.rules()));
            line(
                    out,
                    new Whole(
                            policy.strategy(),
                            policy.position(),
                            policy.at(),
                            policy.types().stream().sorted().toList(),
                            policy.common(),
                            templates,
                            policy.access().devices().size()));
            for (DeviceAccess device : policy.access().devices().values()) {
                line(
                        out,
                        new DeviceLine(
                                device.id(),
                                device.type(),
                                device.status(),
                                new ArrayList<>(device.live()),
                                device.certifiedUntil()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail to be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void line(OutputStream out, Object value) throws IOException {
        out.write(JSON.writeValueAsBytes(value));
        out.write('\n');
    }

    /** @throws IOException if the bytes are not of the current format */
    static BrokerPolicy read(byte[] state) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(state), 1 << 16), UTF_8))) {
            Whole whole = line(in, Whole.class);
            Map<String, AclTemplate> templates = new HashMap<>();
            whole.templates.forEach((type, rules) -> templates.put(type, new AclTemplate(rules)));
            AccessPolicy access = new AccessPolicy(devices(in, whole.devices), HashTreePMap.from(templates));
            if (in.readLine() != null) {
                throw new IOException("The policy goes on behind its end");
            }
            return BrokerPolicy.of(
                    whole.strategy, access, whole.position, whole.at, HashTreePSet.from(whole.types), whole.common);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException("Not a policy of this format", e);
        }
    }

    private static PSortedMap<DeviceId, DeviceAccess> devices(BufferedReader in, int count) throws IOException {
        PSortedMap<DeviceId, DeviceAccess> devices = TreePMap.empty();
        Map<String, String> types = new HashMap<>(); // one text for all devices of a type
        for (int n = 0; n < count; n++) {
            DeviceLine device = line(in, DeviceLine.class);
            devices = devices.plus(
                    device.id,
                    new DeviceAccess(
                            device.id,
                            types.computeIfAbsent(device.type, type -> type),
                            device.status,
                            TreePSet.from(device.live),
                            device.certifiedUntil));
        }
        return devices;
    }

    private static <T> T line(BufferedReader in, Class<T> type) throws IOException {
        String line = in.readLine();
        if (line == null || line.equals("null")) {
            throw new IOException("The policy ends too early");
        }
        return JSON.readValue(line, type);
    }
}
