package org.deviceonboarding.query.broker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the list of brokers with what each is known to enforce. */
@RestController
class BrokerController {
    private final BrokerReads brokers;

    BrokerController(BrokerReads brokers) {
        this.brokers = brokers;
    }

    @Operation(operationId = "listBrokers", summary = "What each broker was seen to enforce", tags = "Brokers")
    @GetMapping("/brokers")
    Brokers brokers(
            @RequestParam(name = "min_position", required = false) @Nullable Long position,
            @Parameter(description = "Whether brokers that were retired are listed too")
                    @RequestParam(name = "retired", defaultValue = "false")
                    boolean retired) {
        return new Brokers(brokers.all(position, retired));
    }

    record Brokers(List<BrokerView> items) {}
}
