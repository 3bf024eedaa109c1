package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each way to give a certificate against each way to take access away from a device. */
final class WithdrawalRaces {
    private static final Duration GENEROUS = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final RaceFleet fleet;
    private final RaceOutcomes outcomes;
    private final RaceRounds rounds;
    private final Random random = new Random();

    WithdrawalRaces(JdbcClient jdbc, RaceFleet fleet, RaceOutcomes outcomes, RaceRounds rounds) {
        this.jdbc = jdbc;
        this.fleet = fleet;
        this.outcomes = outcomes;
        this.rounds = rounds;
    }

    /** A way to take access away from a device. */
    enum Way {
        REVOKE(DeviceStatus.REVOKED),
        SUSPEND(DeviceStatus.SUSPENDED),
        DECOMMISSION(DeviceStatus.DECOMMISSIONED);

        private final DeviceStatus end;

        Way(DeviceStatus end) {
            this.end = end;
        }

        String of(String device) {
            return "/" + verb() + "/" + device;
        }

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void renewal(Way way) throws Exception {
        rounds.each(i -> {
            String id = fleet.register(fleet.operator(), "pump");
            List<Answer> both = together(
                    () -> fleet.operator().postJson("/renew/" + id, RaceRequests.renewal(i)),
                    () -> take(way, id, random.nextInt(fleet.callTakes())));
            outcomes.count(both.getFirst(), 201, 409);
            staysUndelivered(way, both.getFirst());
        });
    }

    void renewalOfMany(Way way) throws Exception {
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet.several(fleet.operator(), type, rounds.count());
        String job = fleet.kept(fleet.operator()
                        .postJson("/bulk/renew", RaceRequests.renewal(type, rounds.count(), false))
                        .is(202))
                .field("bulk_id");
        takeAll(way, devices, fleet.jobTakes(rounds.count()));
        outcomes.countRows("/bulk/" + job);
    }

    void approvedRenewal(Way way) throws Exception {
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet.several(fleet.operator(), type, rounds.count());
        Answer asked = fleet.kept(fleet.operator()
                .postJson("/bulk/renew", RaceRequests.renewal(type, rounds.count(), true))
                .is(202));
        Caller approver = fleet.holder().caller();
        take(way, devices.getFirst(), 0);
        together(
                () -> approver.post("/approvals/" + asked.field("approval_id") + "/approve")
                        .is(200),
                () -> {
                    takeAll(way, devices, fleet.jobTakes(rounds.count()));
                    return asked;
                });
        outcomes.countRows("/bulk/" + asked.field("bulk_id"));
        assertThat(outcomes.answers())
                .as("at least what was taken before it was approved")
                .containsKey(409);
    }

    void imported(Way way) throws Exception {
        String job = fleet.imports(fleet.operator(), rounds.count());
        List<String> devices = jdbc.sql("select device_id from bulk_row where job_id = cast(:id as uuid)")
                .param("id", job)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
        takeAll(way, devices, 0);
        outcomes.countRows("/imports/" + job);
    }

    void selfRenewal(Way way) throws Exception {
        rounds.each(_ -> {
            CurlDevice device = fleet.device(fleet.operator());
            String csr = device.csr("next");
            List<Answer> both = together(
                    () -> renewsItself(device, csr), () -> take(way, device.id(), random.nextInt(fleet.callTakes())));
            assertThat(both).hasSize(2);
        });
    }

    private Answer take(Way way, String id, int afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        Answer taken = fleet.operator().post(way.of(id)).is(200);
        outcomes.expected().put(id, way.end);
        return taken;
    }

    /** From each, at some moment, as soon as it is there. */
    private void takeAll(Way way, List<String> devices, int withinMillis) throws Exception {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(4, Thread.ofVirtual().factory())) {
            List<Future<Answer>> taken = new ArrayList<>();
            long start = System.nanoTime();
            for (int i : random.ints(0, devices.size())
                    .distinct()
                    .limit(devices.size())
                    .toArray()) {
                long due = (long) taken.size() * withinMillis / devices.size();
                taken.add(callers.submit(() -> {
                    Thread.sleep(Math.max(0, due - (System.nanoTime() - start) / 1_000_000));
                    await().atMost(GENEROUS)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> fleet.isRegistered(devices.get(i)));
                    return take(way, devices.get(i), 0);
                }));
            }
            for (Future<Answer> one : taken) {
                one.get();
            }
        }
    }

    /** What is void is not handed out. */
    private void staysUndelivered(Way way, Answer renewed) {
        if (renewed.status() == 201 && way != Way.SUSPEND) {
            assertThat(fleet.nobody().post(CredentialsZip.path(renewed)).status())
                    .isIn(409, 410);
        }
    }

    Answer renewsItself(CurlDevice device, String csr) throws Exception {
        CurlDevice.Got got = device.renew(fleet.devicePort(), device.id(), "device", csr);
        assertThat(got.status()).as(got.text()).isIn(201, 403);
        outcomes.answers().merge(got.status(), 1, Integer::sum);
        if (got.status() == 201) {
            device.keep("next", got.field("certificate_pem"));
        }
        return fleet.operator().get("/device/" + device.id());
    }

    private List<Answer> together(RaceRounds.Call one, RaceRounds.Call other) throws Exception {
        return RaceRounds.together(() -> fleet.kept(one.make()), () -> fleet.kept(other.make()));
    }
}
