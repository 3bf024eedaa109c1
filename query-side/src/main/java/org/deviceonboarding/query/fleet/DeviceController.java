package org.deviceonboarding.query.fleet;

import io.swagger.v3.oas.annotations.Operation;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves devices and lists of devices. */
@RestController
class DeviceController {
    private final FleetReads fleet;

    DeviceController(FleetReads fleet) {
        this.fleet = fleet;
    }

    @Operation(operationId = "getDevice", summary = "A device", tags = "Devices")
    @GetMapping("/device/{id}")
    ResponseEntity<DeviceView> device(
            @PathVariable DeviceId id, @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        FleetReads.Tagged found = fleet.device(id, position);
        return ResponseEntity.ok().eTag(found.tag()).body(found.device());
    }

    @Operation(operationId = "listDevices", summary = "The fleet, filtered and sorted", tags = "Devices")
    @GetMapping("/devices")
    DevicePage devices(
            DeviceParameters parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        return fleet.page(parameters, position);
    }
}
