package org.deviceonboarding.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.AggregateLog.Place;
import org.deviceonboarding.log.read.BrokerBacklogs.Backlog;
import org.deviceonboarding.log.read.ChangeReceipts.ChangeReceipt;
import org.deviceonboarding.log.read.FilteredLog.Member;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A long log")
class LogQueriesTest {
    private static final LogFilter REVOKED = LogFilter.of(CertificateRevoked.class);
    private static final LogFilter ENFORCED = LogFilter.of(BrokerPolicyEnforced.class);
    private static final LogFilter EVE = LogFilter.ALL.actor("eve").until(LongLog.LENGTH);
    private static final String DEVICE = "00010000";

    private static LongLog stored;
    private static FilteredLog log;
    private static AggregateLog aggregates;

    @BeforeAll
    static void write() {
        stored = new LongLog();
        log = new FilteredLog(stored.jdbc());
        aggregates = new AggregateLog(stored.jdbc());
    }

    @AfterAll
    static void close() {
        stored.close();
    }

    @Test
    void isReadByKindMemberAndPosition() {
        List<Long> receipts = positions(n -> receipt(n) && n % 3 == 1);

        assertThat(read(ENFORCED.member("broker_id", "broker-1"))).isEqualTo(receipts);
        assertThat(read(ENFORCED.member("broker_id", "broker-1")
                        .after(receipts.get(3))
                        .until(receipts.get(7))))
                .isEqualTo(receipts.subList(4, 8));
        assertThat(log.list(ENFORCED.member("broker_id", "broker-1").after(receipts.get(3)), 2))
                .extracting(LogEntry::position)
                .isEqualTo(receipts.subList(4, 6));
        assertThat(log.newest(ENFORCED.member("broker_id", "broker-1")))
                .map(LogEntry::position)
                .hasValue(receipts.getLast());
        assertThat(log.newest(ENFORCED.member("broker_id", "broker-1").until(receipts.get(5) - 1)))
                .map(LogEntry::position)
                .hasValue(receipts.get(4));
        assertThat(log.newest(ENFORCED.member("broker_id", "nobody"))).isEmpty();
        assertThat(log.newest(REVOKED, 3))
                .extracting(LogEntry::position)
                .isEqualTo(positions(LogQueriesTest::revocation).reversed().subList(0, 3));
    }

    @Test
    void isReadInStretchesWhereNoIndexLeads() {
        List<Long> hers = positions(n -> n % 20011 == 0);

        assertThat(read(EVE)).isEqualTo(hers);
        assertThat(log.newest(EVE, 10)).extracting(LogEntry::position).isEqualTo(hers.reversed());
        assertThat(read(EVE.after(hers.getFirst()))).isEqualTo(hers.subList(1, hers.size()));
        assertThat(read(EVE.address("192.0.2.1")))
                .isEqualTo(hers.stream().filter(n -> n % 2 == 1).toList());
        assertThat(read(EVE.types(Set.of("CertificateRevoked", "ApiKeyRevoked")).orBy(Set.of("ada"))))
                .isEqualTo(positions(n -> revocation(n) || kind(n).equals("ApiKeyRevoked")));
        assertThatThrownBy(() -> read(LogFilter.ALL.actor("eve"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadByTheTimeOfItsEntries() {
        List<Long> revocations = positions(LogQueriesTest::revocation);
        LogFilter filter = REVOKED.until(LongLog.LENGTH)
                .from(LongLog.time(revocations.get(1)))
                .to(LongLog.time(revocations.get(3)));

        assertThat(read(filter)).isEqualTo(revocations.subList(1, 3));
    }

    @Test
    void isCounted() {
        long registered = positions(n -> kind(n).equals("DeviceRegistered")).size();

        assertThat(log.count(LogFilter.of(DeviceRegistered.class), Long.MAX_VALUE))
                .isEqualTo(registered);
        assertThat(log.count(LogFilter.of(DeviceRegistered.class), 10)).isEqualTo(10);
        assertThat(log.count(LogFilter.ALL.after(LongLog.LENGTH - 5), 100)).isEqualTo(5);
        assertThat(log.exists(LogFilter.of(CertificateIssued.class).aggregate(DEVICE)))
                .isTrue();
        assertThat(log.exists(LogFilter.of(DeviceSuspended.class).aggregate(DEVICE)))
                .isFalse();
    }

    @Test
    void tellsOneMemberOfManyEntries() {
        assertThat(log.members(REVOKED.until(2L * LongLog.REVOCATIONS), "serial"))
                .containsExactly(
                        new Member(997, "00000332", "CertificateRevoked", "3e5"),
                        new Member(1_994, "00000664", "CertificateRevoked", "7ca"));
        assertThat(log.members(REVOKED.until(LongLog.REVOCATIONS), "colour"))
                .containsExactly(new Member(997, "00000332", "CertificateRevoked", null));
        assertThat(log.newestOfEach(LogFilter.of(AclTemplateDefined.class), "device_type", Set.of("pump", "valve")))
                .extracting(LogEntry::position)
                .containsExactly(54_006L);
        assertThat(log.newestOfEach(LogFilter.of(AclTemplateDefined.class), "device_type", Set.of()))
                .isEmpty();
    }

    @Test
    void isReadAggregateByAggregate() {
        LogFilter all = LogFilter.ALL.until(LongLog.LENGTH);

        assertThat(read(LogFilter.ALL.aggregate(DEVICE))).containsExactly(30_000L, 30_001L, 30_002L);
        assertThat(log.newest(LogFilter.ALL.aggregate(DEVICE), 2))
                .extracting(LogEntry::position)
                .containsExactly(30_002L, 30_001L);
        assertThat(aggregates.page(all, Place.behind("00009999")))
                .hasSize(AggregateLog.PAGE)
                .extracting(LogEntry::position)
                .startsWith(30_000L, 30_001L, 30_002L);
        assertThat(aggregates.page(all, new Place(DEVICE, 1)))
                .extracting(LogEntry::position)
                .startsWith(30_002L);
        assertThat(aggregates.ids(LogFilter.of(CertificateIssued.class).after(30_000), DEVICE, 2))
                .containsExactly("00010001", "00010002");
        assertThat(aggregates.beginnings(List.of(DEVICE, "nobody")))
                .containsOnlyKeys(DEVICE)
                .containsValue(30_000L);
        assertThat(aggregates.beginnings(List.of())).isEmpty();
    }

    @Test
    void tellsHowItsBrokersAreDoing() {
        ChangeReceipts receipts = new ChangeReceipts(stored.jdbc());
        List<ChangeReceipt> first = receipts.of(List.of(1_000L));

        assertThat(first)
                .extracting(ChangeReceipt::broker)
                .containsExactly(new BrokerId("broker-0"), new BrokerId("broker-1"), new BrokerId("broker-2"));
        assertThat(first)
                .extracting(ChangeReceipt::position)
                .isEqualTo(Stream.of(0, 1, 2)
                        .map(broker -> positions(n -> receipt(n) && n >= 1_010 && n % 3 == broker)
                                .getFirst())
                        .toList());
        assertThat(receipts.of(List.of(LongLog.LENGTH + 0L)))
                .hasSize(3)
                .allSatisfy(none -> assertThat(none.position()).isNull());
        assertThat(new BrokersOnRecord(stored.jdbc()).inUse())
                .extracting(BrokerOnRecord::id)
                .hasSize(3);
        long acting = positions(n -> n > 1_000 && (revocation(n) || kind(n).equals("AclTemplateDefined")))
                .size();
        BrokerBacklogs backlogs = new BrokerBacklogs(stored.jdbc());
        assertThat(backlogs.of(1_000, AclStrategy.PATTERN).entries()).isEqualTo(acting);
        assertThat(backlogs.of(1_000, AclStrategy.EXPLICIT))
                .isEqualTo(new Backlog(
                        acting
                                + positions(n -> n > 1_000 && n <= 11_000 && kind(n).equals("CertificateIssued"))
                                        .size(),
                        LongLog.time(1_003)));
        assertThat(backlogs.of(LongLog.LENGTH, AclStrategy.EXPLICIT)).isEqualTo(new Backlog(0, null));
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                question("events_of_broker", log -> log.newest(BrokerFilters.SIGNS.member("broker_id", "broker-1"))),
                question(
                        "events_of_broker",
                        log -> log.newest(
                                ENFORCED.member("broker_id", "broker-1").until(30_000))),
                question("events_of_broker", _ -> new ChangeReceipts(stored.jdbc()).of(List.of(1_000L, 59_000L))),
                question("events_of_broker", _ -> new BrokersOnRecord(stored.jdbc()).inUse()),
                question("broker_events", log -> log.newest(BrokerFilters.ALL)),
                question("acting_events", _ -> new BrokersOnRecord(stored.jdbc()).inUse()),
                question("acting_events", _ -> new BrokerBacklogs(stored.jdbc()).of(1_000, AclStrategy.EXPLICIT)),
                question("acting_events", _ -> aggregates.ids(REVOKED.until(40_000), "", 100)),
                question(
                        "events_by_type",
                        log -> log.newest(LogFilter.of(ApiKeyRevoked.class).member("key_id", "k"))),
                question(
                        "template_events",
                        log -> log.newestOfEach(LogFilter.of(AclTemplateDefined.class), "device_type", Set.of("pump"))),
                question("domain_event_entry_pkey", log -> log.count(LogFilter.ALL.after(59_000), 100)),
                question(
                        "domain_event_entry_pkey",
                        log -> log.members(
                                LogFilter.of(CertificateIssued.class)
                                        .after(10_000)
                                        .until(12_000),
                                "serial")),
                question(
                        "domain_event_entry_aggregate_identifier_sequence_number_key",
                        log -> log.newest(LogFilter.of(CertificateIssued.class).aggregate(DEVICE))),
                question(
                        "domain_event_entry_aggregate_identifier_sequence_number_key",
                        log -> log.exists(LogFilter.of(DeviceRegistered.class).aggregate(DEVICE))),
                question(
                        "domain_event_entry_aggregate_identifier_sequence_number_key",
                        log -> log.members(LogFilter.of(DeviceRegistered.class).aggregates(Set.of(DEVICE)), "n")),
                question(
                        "domain_event_entry_aggregate_identifier_sequence_number_key",
                        _ -> aggregates.page(LogFilter.ALL.until(50_000), Place.behind(DEVICE))),
                question(
                        "domain_event_entry_aggregate_identifier_sequence_number_key",
                        _ -> aggregates.beginnings(Set.of(DEVICE))));
    }

    private static Arguments question(String index, Function<FilteredLog, ?> question) {
        return Arguments.of(index, question);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isLookedUpThrough(String index, Function<FilteredLog, ?> question) {
        long wholeLog = scans("seq_scan", "pg_stat_user_tables", "domain_event_entry");
        long before = scans("idx_scan", "pg_stat_user_indexes", index);

        assertThat(question.apply(log)).isNotNull();

        assertThat(scans("idx_scan", "pg_stat_user_indexes", index)).isGreaterThan(before);
        assertThat(scans("seq_scan", "pg_stat_user_tables", "domain_event_entry"))
                .isEqualTo(wholeLog);
    }

    private static long scans(String kind, String statistics, String of) {
        stored.jdbc().sql("select pg_stat_force_next_flush()").query(_ -> {});
        return stored.jdbc()
                .sql("select %s from %s where %s = :of"
                        .formatted(kind, statistics, kind.equals("seq_scan") ? "relname" : "indexrelname"))
                .param("of", of)
                .query(Long.class)
                .single();
    }

    private static List<Long> read(LogFilter filter) {
        List<Long> found = new ArrayList<>();
        log.read(filter, Long.MAX_VALUE, (StoredLog.Reader<RuntimeException>) entry -> found.add(entry.position()));
        return found;
    }

    private static List<Long> positions(LongPredicate which) {
        return LongStream.rangeClosed(1, LongLog.LENGTH).filter(which).boxed().toList();
    }

    private static boolean revocation(long n) {
        return kind(n).equals("CertificateRevoked");
    }

    private static boolean receipt(long n) {
        return kind(n).equals("BrokerPolicyEnforced");
    }

    private static String kind(long n) {
        return n % LongLog.REVOCATIONS == 0
                ? "CertificateRevoked"
                : n % LongLog.REJECTIONS == 0
                        ? "BrokerPolicyRejected"
                        : n % LongLog.RECEIPTS == 0
                                ? "BrokerPolicyEnforced"
                                : n % LongLog.DEFINITIONS == 0
                                        ? "AclTemplateDefined"
                                        : n % LongLog.KEYS == 0
                                                ? "ApiKeyRevoked"
                                                : List.of(
                                                                "DeviceRegistered",
                                                                "CertificateIssued",
                                                                "CredentialsPackaged")
                                                        .get((int) (n % 3));
    }
}
