package org.deviceonboarding.domain.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** Given a device's events, when a command comes, then other events follow, or a refusal. */
record DeviceScenario(List<DeviceEvent> past) {
    private static final String FOR_KEY = " for key ";

    /** The requester knows all of the device's events, and every bundle is where it should be. */
    private static final DecisionInput ALL_IS_WELL = new DecisionInput(Long.MAX_VALUE, true);

    static DeviceScenario given(DeviceEvent... past) {
        return new DeviceScenario(List.of(past));
    }

    static DeviceScenario given(List<? extends DeviceEvent> past) {
        return new DeviceScenario(List.copyOf(past));
    }

    DeviceScenario andGiven(DeviceEvent... more) {
        return andGiven(List.of(more));
    }

    DeviceScenario andGiven(List<? extends DeviceEvent> more) {
        List<DeviceEvent> all = new ArrayList<>(past);
        all.addAll(more);
        return new DeviceScenario(all);
    }

    /** A certificate as tests have it: it says which key it is for, as a real one does. */
    static SignedCertificate certificate(DeviceId id, String serial, String key, Instant notBefore, Instant notAfter) {
        return new SignedCertificate(
                new SerialNumber(serial),
                Sha256.of(serial.getBytes(UTF_8)),
                "CN=" + id,
                "ec-p256",
                notBefore,
                notAfter,
                "certificate " + serial + FOR_KEY + key,
                KeyHolder.DEVICE,
                key(key));
    }

    static Sha256 key(String name) {
        return Sha256.of(name.getBytes(UTF_8));
    }

    private static Device withNewestKey(Device device) {
        NewestCertificate newest = device.certificates().newest();
        return newest == null || !newest.pem().contains(FOR_KEY)
                ? device
                : device.withNewestKey(key(newest.pem().split(FOR_KEY, -1)[1]));
    }

    Outcome when(DeviceCommand command) {
        return when(command, ALL_IS_WELL);
    }

    Outcome when(DeviceCommand command, DecisionInput input) {
        Device before = null;
        for (DeviceEvent event : past) {
            before = Device.evolve(before, event);
        }
        before = before == null ? null : withNewestKey(before);
        try {
            List<DeviceEvent> events = DeviceDecision.decide(before, command, input);
            Device after = before;
            for (DeviceEvent event : events) {
                after = withNewestKey(Device.evolve(after, event));
            }
            return new Outcome(events, DeviceDecision.answer(after, command), null);
        } catch (Refused e) {
            return new Outcome(List.of(), null, e);
        }
    }

    record Outcome(
            List<DeviceEvent> events,
            @Nullable Object answer,
            @Nullable Refused refused) {
        Outcome thenEvents(DeviceEvent... expected) {
            assertThat(refused).isNull();
            assertThat(events).containsExactly(expected);
            return this;
        }

        Outcome thenNothing() {
            return thenEvents();
        }

        Outcome thenAnswer(@Nullable Object expected) {
            assertThat(refused).isNull();
            assertThat(answer).isEqualTo(expected);
            return this;
        }

        Outcome thenRefused(Refusal expected) {
            assertThat(refused).isNotNull().extracting(Refused::refusal).isEqualTo(expected);
            return this;
        }

        Outcome thenRefused(Refusal expected, String detail) {
            assertThat(refused).hasMessage(detail);
            return thenRefused(expected);
        }
    }
}
