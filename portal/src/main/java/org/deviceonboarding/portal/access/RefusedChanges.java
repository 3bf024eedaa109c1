package org.deviceonboarding.portal.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.deviceonboarding.messages.event.CommandRefused;
import org.deviceonboarding.portal.web.RefusalWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Puts into the log what callers asked for and did not get, in a transaction of its own. Only of callers we know, and not
 * their slips of the pen; and no more than {@value #PER_MINUTE} a minute of each, so that nobody fills the log by
 * being refused.
 */
@Component
class RefusedChanges implements RefusalWitness {
    static final int PER_MINUTE = 60;

    private static final Logger log = LoggerFactory.getLogger(RefusedChanges.class);
    private static final String NOT_FOUND = "not_found";
    private static final Set<String> CODES =
            Set.of("forbidden", "conflict", "duplicate_name", NOT_FOUND, "invalid_csr");
    private static final int CALLERS = 10_000;

    private final EventBus events;
    private final Counter tooMany;
    private final Counter failed;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(CALLERS)
            .expireAfterAccess(Allowance.MINUTE.multipliedBy(2))
            .build();

    RefusedChanges(EventBus events, MeterRegistry metrics) {
        this.events = events;
        this.tooMany = dropped(metrics, "too_many");
        this.failed = dropped(metrics, "log_unavailable");
    }

    private static Counter dropped(MeterRegistry metrics, String reason) {
        return Counter.builder("refusals.dropped")
                .description("Refused changes that are not in the log")
                .tag("reason", reason)
                .register(metrics);
    }

    @Override
    public void refused(HttpServletRequest request, String code) {
        if (CODES.contains(code)) {
            actor().ifPresent(caller -> RequestedChange.of(request.getMethod(), request.getServletPath())
                    .filter(change -> change.deviceId() != null || !code.equals(NOT_FOUND))
                    .map(change -> new CommandRefused(change.command(), change.deviceId(), code))
                    .ifPresent(event -> append(event, caller, request)));
        }
    }

    private static Optional<String> actor() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof DeviceAuthentication device
                ? Optional.of(device.getName())
                : KnownCaller.current().map(KnownCaller::name);
    }

    private void append(CommandRefused event, String caller, HttpServletRequest request) {
        if (!buckets.get(caller, _ -> bucket()).tryConsume(1)) {
            tooMany.increment();
            return;
        }
        try {
            events.publish(GenericEventMessage.asEventMessage(event).withMetaData(Provenance.of(request)));
        } catch (RuntimeException e) {
            // The caller is refused all the same.
            failed.increment();
            log.warn("A refusal did not get into the log: {}", e.toString());
        }
    }

    private static Bucket bucket() {
        return Allowance.perMinute(PER_MINUTE);
    }
}
