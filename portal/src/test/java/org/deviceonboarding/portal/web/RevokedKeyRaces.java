package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;

/** Each way to give a certificate against the revocation of the key that asked for it. */
final class RevokedKeyRaces {
    private final RaceFleet fleet;
    private final RaceOutcomes outcomes;
    private final RaceRounds rounds;
    private final WithdrawalRaces withdrawals;
    private final Random random = new Random();

    RevokedKeyRaces(RaceFleet fleet, RaceOutcomes outcomes, RaceRounds rounds, WithdrawalRaces withdrawals) {
        this.fleet = fleet;
        this.outcomes = outcomes;
        this.rounds = rounds;
        this.withdrawals = withdrawals;
    }

    void renewalByARevokedKey() throws Exception {
        rounds.each(i -> {
            RaceFleet.Holder holder = fleet.holder();
            String id = fleet.register(fleet.operator(), "pump");
            List<Answer> both = together(
                    () -> holder.caller().postJson("/renew/" + id, RaceRequests.renewal(i)),
                    () -> fleet.revoke(holder, random.nextInt(fleet.callTakes())));
            outcomes.count(both.getFirst(), 201, 401, 403);
            outcomes.givesNothingAfter(both.getLast(), holder);
            outcomes.expected().put(id, DeviceStatus.ACTIVE);
        });
    }

    void renewalOfManyByARevokedKey() throws Exception {
        rounds.each(_ -> {
            RaceFleet.Holder holder = fleet.holder();
            String type = "t" + UUID.randomUUID();
            fleet.several(fleet.operator(), type, RaceRequests.ROWS)
                    .forEach(id -> outcomes.expected().put(id, DeviceStatus.ACTIVE));
            String job = fleet.kept(holder.caller()
                            .postJson("/bulk/renew", RaceRequests.quickRenewal(type, false))
                            .is(202))
                    .field("bulk_id");
            endsWith("/bulk/" + job, holder);
        });
    }

    void importByARevokedKey() throws Exception {
        rounds.each(_ -> {
            RaceFleet.Holder holder = fleet.holder();
            endsWith("/imports/" + fleet.imports(holder.caller(), RaceRequests.ROWS), holder);
        });
    }

    void approvedRenewalForARevokedKey() throws Exception {
        rounds.each(i -> {
            RaceFleet.Holder holder = fleet.holder();
            String type = "t" + UUID.randomUUID();
            fleet.several(fleet.operator(), type, RaceRequests.ROWS)
                    .forEach(id -> outcomes.expected().put(id, DeviceStatus.ACTIVE));
            Answer asked = fleet.kept(holder.caller()
                    .postJson("/bulk/renew", RaceRequests.quickRenewal(type, true))
                    .is(202));
            List<Answer> both = together(
                    () -> fleet.operator().post("/approvals/" + asked.field("approval_id") + "/approve"),
                    () -> fleet.revoke(holder, random.nextInt(i % 2 == 0 ? fleet.jobTakes(1) : fleet.pace())));
            outcomes.count(both.getFirst(), 200, 409);
            outcomes.over("/bulk/" + asked.field("bulk_id"));
            outcomes.givesNothingAfter(both.getLast(), holder);
        });
    }

    void selfRenewalAfterARevokedKey() throws Exception {
        rounds.each(_ -> {
            RaceFleet.Holder holder = fleet.holder();
            CurlDevice device = fleet.device(holder.caller());
            String csr = device.csr("next");
            List<Answer> both = together(
                    () -> withdrawals.renewsItself(device, csr),
                    () -> fleet.revoke(holder, random.nextInt(fleet.pace())));
            assertThat(both.getLast().status()).isEqualTo(200);
            outcomes.expected().put(device.id(), DeviceStatus.ACTIVE);
        });
        assertThat(outcomes.answers()).containsOnlyKeys(201);
    }

    private void endsWith(String job, RaceFleet.Holder holder) throws Exception {
        Answer revoked = fleet.revoke(holder, random.nextInt(fleet.jobTakes(1)));
        outcomes.over(job);
        outcomes.countRows(job);
        outcomes.givesNothingAfter(revoked, holder);
    }

    private List<Answer> together(RaceRounds.Call one, RaceRounds.Call other) throws Exception {
        return RaceRounds.together(() -> fleet.kept(one.make()), () -> fleet.kept(other.make()));
    }
}
