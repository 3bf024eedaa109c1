package org.deviceonboarding.log.readmodel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;

/**
 * What is folded from the log into tables: a definition, from which the engine makes the tables, keeps them up to date, checks
 * them and builds them again.
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

    /** The names of all its tables, in the order in which whoever uses several of them locks them. */
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
