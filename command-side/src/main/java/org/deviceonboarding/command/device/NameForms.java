package org.deviceonboarding.command.device;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.deviceonboarding.command.text.Lookalikes;
import org.deviceonboarding.domain.device.FoldedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Computes the comparison forms of names that earlier versions claimed without them. That is over before this process
 * registers anything, page by page, so that it can be broken off anywhere and done by several at once; what a process
 * of an earlier version claims beside us is filled before the next claim.
 */
@Component
class NameForms {
    private static final Logger log = LoggerFactory.getLogger(NameForms.class);
    private static final int PAGE = 1_000;
    private static final long LOCK =
            0x6e616d65; // one process at a time, so that of two alike the second finds the first

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    NameForms(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = transaction;
    }

    @PostConstruct
    void fillAll() {
        long filled = 0;
        for (int page = fillInTransaction(); page > 0; page = fillInTransaction()) {
            filled += page;
        }
        if (filled > 0) {
            log.info("Compared the names of {} devices", filled);
        }
    }

    private int fillInTransaction() {
        Integer filled = transaction.execute(_ -> fill());
        return filled == null ? 0 : filled;
    }

    /** In the transaction that is under way: some of them. */
    int fill() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Integer.class)
                .single();
        List<String> names = jdbc.sql("select name from device_name where folded is null order by name limit :page")
                .param("page", PAGE)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
        template.batchUpdate(
                "update device_name set folded = ?, skeleton = ? where name = ?", names, PAGE, (row, name) -> {
                    String folded = FoldedText.of(name);
                    row.setString(1, folded);
                    row.setString(2, Lookalikes.skeleton(folded));
                    row.setString(3, name);
                });
        if (!names.isEmpty()) {
            mark(names.stream().map(FoldedText::of).distinct().toList());
        }
        return names.size();
    }

    // Of two that have one form, whoever fills the second marks both.
    private void mark(List<String> folded) {
        jdbc.sql("""
                        update device_name held set collides = true
                        where held.folded = any (array[:folded]) and not held.collides and exists (
                            select from device_name other
                            where other.folded = held.folded and other.device_id <> held.device_id)
                        """).param("folded", folded).update();
    }
}
