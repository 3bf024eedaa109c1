package org.deviceonboarding.log.upkeep;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Starts proofs of the whole state, on demand and every night. */
@Component
@Profile({"command", "query", "crl"})
public class StateProofs {
    private static final Logger log = LoggerFactory.getLogger(StateProofs.class);
    private static final List<String> PROVED = List.of("devices", "templates", "brokers", "acl", "crl", "reviews");

    private final Tasks tasks;
    private final Worker worker;

    StateProofs(Tasks tasks, Worker worker) {
        this.tasks = tasks;
        this.worker = worker;
    }

    /** Starts a proof, unless one is running. */
    public UUID begin() {
        UUID id = tasks.request(TaskKind.PROOF, PROVED);
        worker.wake();
        return id;
    }

    /** Returns the tasks of the newest proof, one for each projection; none if there was no proof. */
    public List<Task> newest() {
        return tasks.newest(TaskKind.PROOF);
    }

    /** Every process asks at the same time; there is one proof. */
    @Scheduled(cron = "${portal.state-proof.cron:0 0 3 * * *}", zone = "UTC")
    void beginAtNight() {
        try {
            log.info("The state is proved, {}", begin());
        } catch (DataAccessException | TransactionException e) {
            log.error("The nightly proof of state cannot begin", e);
        }
    }
}
