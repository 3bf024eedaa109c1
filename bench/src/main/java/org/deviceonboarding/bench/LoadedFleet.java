package org.deviceonboarding.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** What the portal acknowledged during a load, and so must keep. Thread-safe. */
final class LoadedFleet {
    private final Map<String, LoadedDevice> registered = new ConcurrentHashMap<>();
    private final List<LoadedDevice> inOrder = new CopyOnWriteArrayList<>();
    private final Queue<LoadedDevice> revocable = new ConcurrentLinkedQueue<>();
    private final Set<String> revocationSent = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, List<LoadedDevice>> barred = new ConcurrentHashMap<>();

    /** @param mayBeRevoked whether {@link #takeToRevoke} may return it */
    void add(LoadedDevice device, boolean mayBeRevoked) {
        registered.put(device.id(), device);
        inOrder.add(device);
        if (mayBeRevoked) {
            revocable.add(device);
        }
    }

    Collection<LoadedDevice> registered() {
        return registered.values();
    }

    Optional<LoadedDevice> any() {
        return pick(inOrder);
    }

    /** The oldest device that nobody revokes yet. */
    Optional<LoadedDevice> takeToRevoke() {
        Optional<LoadedDevice> device = Optional.ofNullable(revocable.poll());
        device.ifPresent(taken -> revocationSent.add(taken.id()));
        return device;
    }

    void revocationAcknowledged(LoadedDevice device) {
        revoked.add(device.id());
    }

    boolean isRevoked(String id) {
        return revoked.contains(id);
    }

    /** Whether it may be revoked, as a request to do so was sent. */
    boolean mayBeRevoked(String id) {
        return revocationSent.contains(id);
    }

    Set<String> revoked() {
        return Set.copyOf(revoked);
    }

    /** The broker enforces the revocation, as the portal says: from now on the device must not get in there. */
    void bar(LoadedDevice device, String broker) {
        barred.computeIfAbsent(broker, _ -> new CopyOnWriteArrayList<>()).add(device);
    }

    Optional<LoadedDevice> anyBarred(String broker) {
        return pick(barred(broker));
    }

    List<LoadedDevice> barred(String broker) {
        return barred.getOrDefault(broker, List.of());
    }

    private static Optional<LoadedDevice> pick(List<LoadedDevice> devices) {
        List<LoadedDevice> now = new ArrayList<>(devices);
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.get(ThreadLocalRandom.current().nextInt(now.size())));
    }
}
