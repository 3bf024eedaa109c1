package org.deviceonboarding.query.fleet;

import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of the fleet. */
@RestController
class DeviceController {
    private final FleetReads fleet;

    DeviceController(FleetReads fleet) {
        this.fleet = fleet;
    }

    @GetMapping("/device/{id}")
    DeviceView device(
            @PathVariable DeviceId id, @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        return fleet.device(id, position);
    }

    @GetMapping("/devices")
    DevicePage devices(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        return fleet.page(parameters, position);
    }
}
