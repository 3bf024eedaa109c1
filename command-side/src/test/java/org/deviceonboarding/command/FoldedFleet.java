package org.deviceonboarding.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deviceonboarding.command.job.change.FleetSearch;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.fleet.CertificateModel;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.StoredLog;

/** The fleet as its events tell it, folded for each question: no query side is needed. */
final class FoldedFleet implements FleetSearch {
    private final StoredLog log;

    FoldedFleet(StoredLog log) {
        this.log = log;
    }

    DeviceModel device(String id) {
        return Objects.requireNonNull(devices().get(id), id);
    }

    @Override
    public Map<String, List<Chosen>> due(int limit) {
        Map<String, List<Chosen>> due = new TreeMap<>();
        for (DeviceModel device : devices().values()) {
            CertificateModel certificate = device.certificate();
            if (device.status() == DeviceStatus.ACTIVE
                    && certificate != null
                    && certificate.state() == ValidityState.EXPIRING
                    && certificate.keyHeldBy() == KeyHolder.PORTAL) {
                due.computeIfAbsent(certificate.keyAlgorithm(), _ -> new ArrayList<>())
                        .add(new Chosen(device.id(), device.details().name()));
            }
        }
        return due;
    }

    @Override
    public List<Chosen> named(List<DeviceId> ids) {
        return devices().values().stream()
                .filter(device -> ids.contains(device.id()))
                .map(device -> new Chosen(device.id(), device.details().name()))
                .toList();
    }

    @Override
    public List<Chosen> matching(Map<String, String> filter, int limit) {
        throw new UnsupportedOperationException("Filters are the query side's");
    }

    Map<String, DeviceModel> devices() {
        Map<String, DeviceModel> devices = new TreeMap<>();
        log.read(0, log.head(), entry -> {
            var recorded = Events.of(entry);
            if (recorded.event() instanceof DeviceEvent event) {
                devices.compute(
                        event.deviceId().value(), (_, before) -> DeviceModel.after(before, recorded.with(event)));
            }
        });
        return devices;
    }
}
