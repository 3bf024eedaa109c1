package org.deviceonboarding.access.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.SignInRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts wrong credentials by address, and makes addresses wait longer the more they show. Only failures are answered
 * so: a right key opens at any time, so nobody is locked out by a neighbour behind the same address. Guessing itself
 * is hopeless, at 256 bits; this keeps its noise down.
 */
@Component
public class Guesses {
    static final int EVENTS_PER_MINUTE = 30;

    private static final Logger log = LoggerFactory.getLogger(Guesses.class);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int ADDRESSES = 10_000;
    private static final int IPV6_NETWORK = 8;

    private final EventBus events;
    private final MeterRegistry metrics;
    private final int free;
    private final Cache<String, AtomicLong> failures = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(MEMORY)
            .build();
    private final Bucket logged = Allowance.perMinute(EVENTS_PER_MINUTE);

    Guesses(EventBus events, MeterRegistry metrics, GuessProperties properties) {
        this.events = events;
        this.metrics = metrics;
        this.free = properties.free();
    }

    /**
     * @param way {@code bearer}, {@code login} or {@code sso}
     * @return how long this address has to wait, if it tried too often
     */
    public Optional<Duration> failed(HttpServletRequest request, String way) {
        metrics.counter("sign.in.failures", "way", way).increment();
        String address = network(request.getRemoteAddr());
        AtomicLong counter = failures.get(address, _ -> new AtomicLong());
        long attempts = counter.incrementAndGet();
        failures.put(address, counter); // remembered from now on anew
        if (isPowerOfTen(attempts)) {
            append(request, new SignInRefused(way, attempts));
        }
        return attempts <= free ? Optional.empty() : Optional.of(delay(attempts - free));
    }

    private void append(HttpServletRequest request, SignInRefused event) {
        if (!logged.tryConsume(1)) {
            dropped("too_many");
            return;
        }
        Actor actor = RequestActor.anonymous(request, "none");
        try {
            events.publish(GenericEventMessage.asEventMessage(event).withMetaData(actor.metadata()));
        } catch (RuntimeException e) {
            // The caller is refused all the same.
            dropped("log_unavailable");
            log.warn("A refused sign-in did not get into the log: {}", e.toString());
        }
    }

    private void dropped(String reason) {
        metrics.counter("sign.in.failures.dropped", "reason", reason).increment();
    }

    /** 1, 2, 4... seconds. */
    static Duration delay(long excess) {
        Duration wait = Duration.ofSeconds(1L << Math.min(excess - 1, 16));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    static boolean isPowerOfTen(long number) {
        long power = number;
        while (power % 10 == 0) {
            power /= 10;
        }
        return power == 1;
    }

    /** Of IPv6 the first 64 bits: whoever has one address there has all of them. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length > IPV6_NETWORK ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK)) : address;
        } catch (IllegalArgumentException e) {
            return "unknown"; // what a proxy forwards need not be one
        }
    }
}
