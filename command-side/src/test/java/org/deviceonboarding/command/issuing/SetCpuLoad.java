package org.deviceonboarding.command.issuing;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Primary;

/** A CPU load that a test sets. It counts how often it is read. No component: the scan of the command side must not find it. */
@Primary
class SetCpuLoad extends CpuLoad {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile double load;

    void set(double load) {
        this.load = load;
    }

    int reads() {
        return reads.get();
    }

    @Override
    double sinceCallBefore() {
        reads.incrementAndGet();
        return load;
    }
}
