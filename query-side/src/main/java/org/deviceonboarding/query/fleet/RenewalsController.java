package org.deviceonboarding.query.fleet;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.fleet.CertificateModel;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists devices to renew, and who can renew each: the device itself, or a person with a bundle. */
@RestController
class RenewalsController {
    private final DueRenewals renewals;
    private final DeviceModels models;
    private final ReadBarrier barrier;

    RenewalsController(DueRenewals renewals, DeviceModels models, ReadBarrier barrier) {
        this.renewals = renewals;
        this.models = models;
        this.barrier = barrier;
    }

    @Operation(
            operationId = "listRenewals",
            summary = "What there is to renew, most urgent first",
            tags = "Certificates")
    @GetMapping("/renewals")
    Page due(
            PageParameters parameters, @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        PageRequest page =
                parameters.request(text -> DueRenewals.Key.parse(text).isPresent());
        barrier.await(position, models);
        DueRenewals.Key after = DueRenewals.Key.parse(page.after()).orElse(DueRenewals.Key.FIRST);
        List<DeviceModel> found = renewals.list(after, page.limit() + 1);
        boolean more = found.size() > page.limit();
        List<Renewal> shown =
                found.stream().limit(page.limit()).map(Renewal::of).toList();
        return new Page(shown, more ? PageRequest.cursor(shown.getLast().key().text()) : null);
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<Renewal> items, @Nullable String nextCursor) {}

    /**
     * A device to renew.
     *
     * @param keyHeldBy who made the certificate's key; null if the log does not say
     * @param notifiedAt when the log recorded this state and webhooks were notified
     */
    record Renewal(
            DeviceId deviceId,
            String name,
            DeviceStatus status,
            Instant expiresAt,
            ValidityState state,
            @Nullable KeyHolder keyHeldBy,
            Instant notifiedAt) {
        static Renewal of(DeviceModel model) {
            CertificateModel certificate = Objects.requireNonNull(model.certificate());
            return new Renewal(
                    model.id(),
                    model.details().name(),
                    model.status(),
                    certificate.expiresAt(),
                    certificate.state(),
                    certificate.keyHeldBy(),
                    certificate.stateSince());
        }

        DueRenewals.Key key() {
            return new DueRenewals.Key(expiresAt, deviceId.value());
        }
    }
}
