package org.deviceonboarding.acl.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;

/**
 * The text of an ACL file, with what it was rendered from. Files of one strategy and position are equal, except for the devices
 * that have to wait.
 *
 * @param without the devices that get no topics yet, because the CRL does not know their old certificates
 * @param sha256 its digest, made once: the text may have many megabytes
 */
record RenderedAcl(long position, AclStrategy strategy, Set<DeviceId> without, String text, Sha256 sha256) {
    static RenderedAcl of(DesiredState desired, Set<DeviceId> without, BrokerAdapter broker) {
        BrokerPolicy policy = desired.policy().withholding(without);
        String text = broker.render(policy);
        return new RenderedAcl(policy.position(), policy.strategy(), without, text, Sha256.of(text.getBytes(UTF_8)));
    }

    /** Whether it would be the same if it were rendered again. */
    boolean isOf(DesiredState desired, Set<DeviceId> others) {
        return position == desired.policy().position()
                && strategy == desired.policy().strategy()
                && without.equals(others);
    }
}
