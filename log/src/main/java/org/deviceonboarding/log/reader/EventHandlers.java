package org.deviceonboarding.log.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.deviceonboarding.domain.event.OnboardingEvent;

/** The handlers of a reader, one for each kind of event. */
public final class EventHandlers {
    private final Map<Class<? extends OnboardingEvent>, Consumer<LoggedEvent>> handlers = new LinkedHashMap<>();

    /** Handles one event. */
    @FunctionalInterface
    public interface Handler<E extends OnboardingEvent> {
        /** @param logged the same event with its position, its time and who did it */
        void handle(E event, LoggedEvent logged);
    }

    public <E extends OnboardingEvent> EventHandlers on(Class<E> kind, Handler<E> handler) {
        handlers.put(kind, logged -> handler.handle(kind.cast(logged.event()), logged));
        return this;
    }

    public Set<Class<? extends OnboardingEvent>> kinds() {
        return Set.copyOf(handlers.keySet());
    }

    /** @param events of these kinds */
    public void handle(List<LoggedEvent> events) {
        for (LoggedEvent event : events) {
            Consumer<LoggedEvent> handler = handlers.get(event.event().getClass());
            if (handler == null) {
                throw new IllegalArgumentException(
                        "Nobody asked for a " + event.entry().type());
            }
            handler.accept(event);
        }
    }
}
