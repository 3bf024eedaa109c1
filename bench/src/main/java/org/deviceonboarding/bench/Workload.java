package org.deviceonboarding.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Registrations and revocations on one installation. Each device name is used once. */
final class Workload {
    static final String RSA_2048 = ", \"key_algorithm\": \"rsa-2048\"";
    static final String EC_P256 = ", \"key_algorithm\": \"ec-p256\"";
    static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final Api api;
    private final AtomicInteger names = new AtomicInteger();
    private final Queue<String> active = new ConcurrentLinkedQueue<>();

    Workload(Api api) {
        this.api = api;
    }

    /**
     * @param members of the registrations' JSON, used one after the other and then again from the start
     */
    Load.Request registering(List<String> members) {
        return _ -> register(members);
    }

    private void register(List<String> members) throws IOException, InterruptedException {
        int number = names.getAndIncrement();
        active.add(api.register("bench-" + number, members.get(number % members.size()))
                .path("device_id")
                .asString());
    }

    Load.Request revoking() {
        return _ -> api.revoke(active.remove());
    }

    int devices() {
        return names.get();
    }

    /** The devices that can still be revoked. */
    int revocable() {
        return active.size();
    }
}
