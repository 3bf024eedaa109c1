package org.deviceonboarding.log.readmodel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;

/**
 * The definition of a read model: tables that are folded from the log. The engine makes the tables, keeps them up to
 * date, checks them and rebuilds them.
 *
 * @param name under which people know it
 * @param reader the name of the reader that keeps it
 * @param events what a check calls the events that it replayed
 * @param tables the first one bears the definition's digest as its comment
 */
public record ReadModel(String name, String reader, String events, List<FoldedTable<?, ?>> tables) {
    public ReadModel {
        tables = List.copyOf(tables);
    }

    public Set<Class<? extends OnboardingEvent>> kinds() {
        return tables.stream().flatMap(table -> table.kinds().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the names of all tables, in the order in which they are locked. */
    public List<String> names() {
        return tables.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table.name()), table.counts().stream().map(CountedTable::name)))
                .toList();
    }

    List<String> definitions() {
        return tables.stream().flatMap(table -> table.definitions().stream()).toList();
    }
}
