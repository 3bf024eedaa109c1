package org.deviceonboarding.crl;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All CRLs that were ever published. Of older ones, only the number, times and digest are kept. */
@Component
class CrlHistory {
    private static final String SELECT =
            "select number, position, signed_at, next_update, digest, der is not null as stored from crl ";

    private final JdbcClient jdbc;

    CrlHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param stored whether its DER form is still there */
    record Item(@JsonUnwrapped PublishedCrl crl, boolean stored) {}

    /** Returns CRLs with higher numbers, in order. */
    List<Item> list(BigInteger after, int limit) {
        return jdbc.sql(SELECT + "where number > :after order by number limit :limit")
                .param("after", new BigDecimal(after))
                .param("limit", limit)
                .query(CrlHistory::item)
                .list();
    }

    /** Returns the newest CRL that was signed at that time or before. */
    Optional<PublishedCrl> at(Instant time) {
        return jdbc.sql(SELECT + "where signed_at <= :time order by signed_at desc, number desc limit 1")
                .param("time", Timestamp.from(time))
                .query(CrlHistory::item)
                .optional()
                .map(Item::crl);
    }

    /** Returns the newest CRL that covers the log up to the position or less. */
    Optional<PublishedCrl> covering(long position) {
        return jdbc.sql(SELECT + "where position <= :position order by position desc, number desc limit 1")
                .param("position", position)
                .query(CrlHistory::item)
                .optional()
                .map(Item::crl);
    }

    /**
     * The DER form.
     *
     * @throws Refused {@code not_found} if there never was one of that number, {@code gone} if it is not kept any more
     */
    byte[] der(BigInteger number) {
        return jdbc.sql("select der from crl where number = :number")
                .param("number", new BigDecimal(number))
                .query((row, _) -> Optional.ofNullable(row.getBytes("der")))
                .optional()
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no CRL " + number))
                .orElseThrow(() -> new Refused(RefusalCode.GONE, "CRL " + number + " is not kept any more"));
    }

    private static Item item(ResultSet row, int index) throws SQLException {
        return new Item(
                new PublishedCrl(
                        row.getBigDecimal("number").toBigIntegerExact(),
                        row.getLong("position"),
                        row.getTimestamp("signed_at").toInstant(),
                        row.getTimestamp("next_update").toInstant(),
                        new Sha256(row.getString("digest"))),
                row.getBoolean("stored"));
    }
}
