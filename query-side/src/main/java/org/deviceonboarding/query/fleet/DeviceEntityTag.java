package org.deviceonboarding.query.fleet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.topics.AclTemplate;

/**
 * The strong entity tag of a device as it is shown (RFC 9110 section 8.8.3): first its version, the position of its newest event,
 * which is what {@code If-Match} compares. If its type's template or brokers' receipts add anything to what its own events say, a
 * digest of the whole follows. Every process makes the same, and a rebuilt view too.
 */
final class DeviceEntityTag {
    private static final int DIGITS = 16;

    private DeviceEntityTag() {}

    static String of(DeviceModel model, DeviceView shown) {
        DeviceView plain = DeviceView.of(model, DeviceView.topics(model, AclTemplate.DEFAULT), List.of());
        return '"' + (shown.equals(plain) ? version(model) : version(model) + "-" + digest(shown)) + '"';
    }

    private static String version(DeviceModel model) {
        return Long.toString(model.position());
    }

    private static String digest(DeviceView shown) {
        return Sha256.of(DeviceModels.JSON.writeValueAsString(shown).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, DIGITS);
    }
}
