package org.deviceonboarding.query.fleet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.topics.AclTemplate;

/**
 * Makes the strong entity tag of a device view (RFC 9110 section 8.8.3). The tag begins with the device's version, the position
 * of its newest event, which {@code If-Match} compares. If the view depends on the type's template or on receipts, a digest of
 * the view follows. Every process makes the same tag, and so does a rebuilt read model.
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
