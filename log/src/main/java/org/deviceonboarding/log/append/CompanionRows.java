package org.deviceonboarding.log.append;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Companion rows are stored with the events of a change, in the transaction that appends these. */
public final class CompanionRows {
    private static final String RESOURCE = CompanionRows.class.getName();

    private final Map<CompanionTable<?>, List<Object>> rows = new LinkedHashMap<>();

    /** Stores the row with the events of the change that this thread carries out. */
    public static <R> void add(CompanionTable<R> table, R row) {
        CurrentUnitOfWork.get()
                .root()
                .getOrComputeResource(RESOURCE, _ -> new CompanionRows())
                .put(table, row);
    }

    /** Takes the rows that wait for the events of this thread's change. */
    public static CompanionRows take() {
        CompanionRows taken = new CompanionRows();
        CurrentUnitOfWork.ifStarted(unit -> {
            CompanionRows waiting = (CompanionRows) unit.root().resources().remove(RESOURCE);
            if (waiting != null) {
                taken.addAll(waiting);
            }
        });
        return taken;
    }

    private void put(CompanionTable<?> table, Object row) {
        rows.computeIfAbsent(table, _ -> new ArrayList<>()).add(row);
    }

    public void addAll(CompanionRows others) {
        others.rows.forEach((table, more) -> more.forEach(row -> put(table, row)));
    }

    /** Inserts them all. */
    public void insert() {
        rows.forEach(CompanionRows::insert);
    }

    @SuppressWarnings("unchecked") // add takes rows of their table's type only
    private static <R> void insert(CompanionTable<R> table, List<?> rows) {
        table.insert((List<R>) rows);
    }
}
