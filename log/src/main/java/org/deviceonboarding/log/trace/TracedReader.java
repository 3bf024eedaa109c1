package org.deviceonboarding.log.trace;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;

/** A reader that records a span for each request whose new events it handles. */
public record TracedReader(LogReader reader, Tracing tracing) implements LogReader {
    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        List<Tracing.Step> spans = events.stream()
                .filter(event -> tracing.concerns(event.recorded().at()))
                .map(event -> event.actor().fact(Fact.CORRELATION_ID))
                .filter(Objects::nonNull)
                .distinct()
                .map(id -> tracing.open("project " + name(), id))
                .toList();
        try {
            reader.handle(events, reached);
        } finally {
            spans.reversed().forEach(Tracing.Step::close);
        }
    }

    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return reader.kinds();
    }

    @Override
    public String lane() {
        return reader.lane();
    }

    @Override
    public boolean inEveryProcess() {
        return reader.inEveryProcess();
    }

    @Override
    public boolean wants(long position) {
        return reader.wants(position);
    }

    @Override
    public void eventsLost() {
        reader.eventsLost();
    }

    @Override
    public void stopped(String why) {
        reader.stopped(why);
    }
}
