package org.deviceonboarding.portal.database;

import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskState;
import org.deviceonboarding.log.upkeep.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;

/**
 * A task that the owner of the tables runs in a process that then ends: {@code portal/run migrate} and {@code portal/run rebuild NAME}.
 * The process serves nothing and reads no log, and needs no data directory.
 */
public final class DatabaseTask implements ApplicationRunner {
    /** The Spring profile of such a process. */
    public static final String PROFILE = "task";

    private static final Logger log = LoggerFactory.getLogger(DatabaseTask.class);
    private static final String MIGRATE = "migrate";
    private static final String REBUILD = "rebuild";

    private final Environment settings;
    private final ObjectProvider<ReadModelReader> models;
    private final ObjectProvider<Worker> worker;

    DatabaseTask(Environment settings, ObjectProvider<ReadModelReader> models, ObjectProvider<Worker> worker) {
        this.settings = settings;
        this.models = models;
        this.worker = worker;
    }

    /** Whether the program's arguments name a task. */
    public static boolean isNamedBy(String... arguments) {
        return arguments.length > 0 && List.of(MIGRATE, REBUILD).contains(arguments[0]);
    }

    /**
     * Does the task. Throws an exception, which is explained by then, if it was not done.
     *
     * @param root has the clock and the random numbers
     */
    public static void run(Class<?> root, String... arguments) {
        new SpringApplicationBuilder(root, OwnerContext.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .profiles(PROFILE, "command", "query", "crl")
                .run(arguments)
                .close();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.getProperty("portal.database-url", "").isBlank()) {
            throw new StartRefused(
                    "There is no DATABASE_URL, and the embedded database needs no such task",
                    "Set DATABASE_URL to that of the tables' owner.");
        }
        List<String> words = arguments.getNonOptionArgs();
        if (words.getFirst().equals(MIGRATE)) {
            migrate();
        } else {
            rebuild(words.subList(1, words.size()));
        }
    }

    private void migrate() {
        // Each is made by its reader, after the migrations.
        log.info(
                "The database is migrated, and has the tables of {} read models",
                models.stream().count());
    }

    private void rebuild(List<String> names) {
        Worker owner = worker.getObject();
        if (names.isEmpty() || !owner.rebuildable().containsAll(names)) {
            throw new StartRefused(
                    names.isEmpty()
                            ? "rebuild needs the name of a projection"
                            : "Not all of these are projections: " + names,
                    "The projections are " + String.join(", ", owner.rebuildable()) + ".");
        }
        for (String name : names) {
            Optional<Task> task = owner.rebuild(name);
            if (task.filter(done -> done.state() == TaskState.DONE).isEmpty()) {
                throw new StartRefused(
                        "The projection " + name + " was not rebuilt: "
                                + task.map(Task::failure).orElse("another process does that now"),
                        "The old tables are still in use. See the log above.");
            }
        }
    }
}
