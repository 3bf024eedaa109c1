package org.deviceonboarding.log.store;

import java.util.List;
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Tells all observers of an append that is durable. */
final class Observed {
    private static final Logger log = LoggerFactory.getLogger(Observed.class);

    private final ObjectProvider<AppendObserver> observers;

    Observed(ObjectProvider<AppendObserver> observers) {
        this.observers = observers;
    }

    /** Whatever fails, even an observer that cannot be made, the change has succeeded. */
    void tell(PendingAppend change) {
        try {
            List<NewEvent> events =
                    change.events().stream().map(StoredEvent::event).toList();
            observers.orderedStream().toList().forEach(observer -> tell(observer, events));
        } catch (RuntimeException | LinkageError e) {
            log.warn("Nobody could be told of events that are in the log", e);
        }
    }

    private static void tell(AppendObserver observer, List<NewEvent> events) {
        try {
            observer.appended(events);
        } catch (RuntimeException | LinkageError e) {
            log.warn("An observer failed at events that are in the log", e);
        }
    }
}
