package org.deviceonboarding.access.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.DeviceAuthentication;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.access.http.RefusalWitness;
import org.deviceonboarding.access.limit.Allowance;
import org.deviceonboarding.access.limit.RefusalQuota;
import org.deviceonboarding.domain.event.CommandRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Appends to the log which changes callers asked for and were refused, in a transaction of its own. Only of callers we
 * know, and not their slips of the pen. Nobody fills the log by being refused, however long they go on and wherever:
 * of each caller no more than {@value #PER_MINUTE} a minute and {@value #PER_DAY} a day, and of a device's certificate
 * each refusal once a day (docs/adr/0032).
 */
@Component
class RefusedChanges implements RefusalWitness {
    static final int PER_MINUTE = 60;
    static final int PER_DAY = 1_000;

    private static final Logger log = LoggerFactory.getLogger(RefusedChanges.class);
    private static final String NOT_FOUND = "not_found";
    private static final Set<String> CODES = Set.of(
            "forbidden", "conflict", "duplicate_name", NOT_FOUND, "invalid_csr", "key_compromised", "key_in_use");
    private static final int CALLERS = 10_000;

    private final EventBus events;
    private final RefusalQuota quota;
    private final TransactionManager transactions;
    private final MeterRegistry metrics;
    private final Counter tooMany;
    private final Counter failed;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(CALLERS)
            .expireAfterAccess(Allowance.MINUTE.multipliedBy(2))
            .build();

    /** Whose refusals, and how many of them a day. */
    private record Share(String subject, int perDay) {}

    RefusedChanges(EventBus events, RefusalQuota quota, TransactionManager transactions, MeterRegistry metrics) {
        this.events = events;
        this.quota = quota;
        this.transactions = transactions;
        this.metrics = metrics;
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
        Optional<RequestedChange> change = RequestedChange.of(request.getMethod(), request.getServletPath());
        change.ifPresent(_ -> counter(code).increment());
        if (CODES.contains(code)) {
            change.filter(asked -> asked.deviceId() != null || !code.equals(NOT_FOUND))
                    .map(asked -> new CommandRefused(asked.command(), asked.deviceId(), code))
                    .ifPresent(event -> share(event).ifPresent(share -> append(event, share, request)));
        }
    }

    private Counter counter(String code) {
        return Counter.builder("commands.refused")
                .description("Requests for a change that were refused, by the code of the answer")
                .tag("code", code)
                .register(metrics);
    }

    private static Optional<Share> share(CommandRefused event) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof DeviceAuthentication device
                ? Optional.of(new Share(
                        "certificate " + device.certificate().serial().hex() + " " + event.command() + " "
                                + event.code(),
                        1))
                : CallerPrincipal.current().map(caller -> new Share("caller " + caller.name(), PER_DAY));
    }

    private void append(CommandRefused event, Share share, HttpServletRequest request) {
        if (!buckets.get(share.subject(), _ -> bucket()).tryConsume(1)) {
            tooMany.increment();
            return;
        }
        UnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(transactions);
        ResultMessage<Boolean> taken = unit.executeWithResult(() -> {
            boolean mayBe = quota.take(share.subject(), share.perDay());
            if (mayBe) {
                events.publish(GenericEventMessage.asEventMessage(event)
                        .withMetaData(RequestActor.of(request).metadata()));
            }
            return mayBe;
        });
        if (taken.isExceptional()) {
            // The caller is refused all the same.
            failed.increment();
            log.warn(
                    "A refusal did not get into the log: {}",
                    taken.exceptionResult().toString());
        } else if (!taken.getPayload()) {
            tooMany.increment();
        }
    }

    private static Bucket bucket() {
        return Allowance.perMinute(PER_MINUTE);
    }
}
