package org.deviceonboarding.portal.bulk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.deviceonboarding.command.job.change.FleetSearch;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.query.fleet.FleetSelection;
import org.springframework.jdbc.BadSqlGrammarException;

/** Searches the fleet in the device model, which any process may keep. */
final class FleetOfTheModel implements FleetSearch {
    private final FleetSelection selection;

    FleetOfTheModel(FleetSelection selection) {
        this.selection = selection;
    }

    @Override
    public List<Chosen> matching(Map<String, String> filter, int limit) {
        return chosen(known(() -> selection.matching(filter, limit + 1)));
    }

    @Override
    public Map<String, List<Chosen>> due(int limit) {
        Map<String, List<Chosen>> byAlgorithm = new TreeMap<>();
        known(() -> selection.due(limit)).forEach((algorithm, devices) -> byAlgorithm.put(algorithm, chosen(devices)));
        return byAlgorithm;
    }

    @Override
    public List<Chosen> named(List<DeviceId> ids) {
        return chosen(known(() -> selection.named(ids)));
    }

    private static List<Chosen> chosen(List<DeviceName> devices) {
        return devices.stream()
                .map(device -> new Chosen(device.deviceId(), device.name()))
                .toList();
    }

    private static <T> T known(Supplier<T> devices) {
        try {
            return devices.get();
        } catch (BadSqlGrammarException e) {
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "There is no view of the fleet yet");
        }
    }
}
