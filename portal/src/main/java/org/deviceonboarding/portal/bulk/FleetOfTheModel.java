package org.deviceonboarding.portal.bulk;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deviceonboarding.command.fleet.Fleet;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.deviceonboarding.query.fleet.DeviceName;
import org.deviceonboarding.query.fleet.FleetSelection;
import org.springframework.jdbc.BadSqlGrammarException;

/** The fleet as the device model has it, whichever process keeps it. */
final class FleetOfTheModel implements Fleet {
    private final FleetSelection selection;

    FleetOfTheModel(FleetSelection selection) {
        this.selection = selection;
    }

    @Override
    public List<Chosen> matching(Map<String, String> filter, int limit) {
        return chosen(() -> selection.matching(filter, limit + 1));
    }

    @Override
    public List<Chosen> named(List<DeviceId> ids) {
        return chosen(() -> selection.named(ids));
    }

    private static List<Chosen> chosen(Supplier<List<DeviceName>> devices) {
        try {
            return devices.get().stream()
                    .map(device -> new Chosen(device.deviceId(), device.name()))
                    .toList();
        } catch (BadSqlGrammarException e) {
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "There is no view of the fleet yet");
        }
    }
}
