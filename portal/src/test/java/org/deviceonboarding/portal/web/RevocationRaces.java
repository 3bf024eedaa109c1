package org.deviceonboarding.portal.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Each way to give a certificate against each way to take access away, at moments by chance. The portal must ask for approvals of
 * mass revocations. {@code RACES_ROUNDS} says how many of each pair.
 */
public final class RevocationRaces {
    private final RaceFleet fleet;
    private final RaceOutcomes outcomes;
    private final WithdrawalRaces withdrawals;
    private final RevokedKeyRaces revokedKeys;

    /** One thing against another. */
    public record Pair(String name, Play play) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A pair's rounds. */
    public interface Play {
        void in(RevocationRaces races) throws Exception;
    }

    /**
     * @param devicePort where devices renew themselves; 0 as long as nobody knows
     * @param folder for the files of devices that make their own keys
     * @param unlessSaid how many rounds
     */
    public RevocationRaces(JdbcClient jdbc, Caller admin, IntSupplier devicePort, Path folder, int unlessSaid) {
        RaceRounds rounds = new RaceRounds(
                Integer.parseInt(System.getenv().getOrDefault("RACES_ROUNDS", Integer.toString(unlessSaid))));
        this.fleet = new RaceFleet(jdbc, admin, devicePort, folder);
        this.outcomes = new RaceOutcomes(jdbc, admin);
        this.withdrawals = new WithdrawalRaces(jdbc, fleet, outcomes, rounds);
        this.revokedKeys = new RevokedKeyRaces(fleet, outcomes, rounds, withdrawals);
    }

    public static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (WithdrawalRaces.Way way : WithdrawalRaces.Way.values()) {
            pairs.add(new Pair("a renewal: " + way.verb(), races -> races.withdrawals.renewal(way)));
            pairs.add(new Pair("a renewal of many: " + way.verb(), races -> races.withdrawals.renewalOfMany(way)));
            pairs.add(new Pair(
                    "an approval of a renewal of many: " + way.verb(),
                    races -> races.withdrawals.approvedRenewal(way)));
            pairs.add(new Pair("an import: " + way.verb(), races -> races.withdrawals.imported(way)));
            pairs.add(new Pair(
                    "a renewal by the device itself: " + way.verb(), races -> races.withdrawals.selfRenewal(way)));
        }
        pairs.add(new Pair("a renewal: its key is revoked", races -> races.revokedKeys.renewalByARevokedKey()));
        pairs.add(new Pair(
                "a renewal of many: its key is revoked", races -> races.revokedKeys.renewalOfManyByARevokedKey()));
        pairs.add(new Pair("an import: its key is revoked", races -> races.revokedKeys.importByARevokedKey()));
        pairs.add(new Pair(
                "an approval of a renewal of many: the requester's key is revoked",
                races -> races.revokedKeys.approvedRenewalForARevokedKey()));
        pairs.add(new Pair(
                "a renewal by the device itself, although the key that registered it is revoked",
                races -> races.revokedKeys.selfRenewalAfterARevokedKey()));
        return pairs;
    }

    /** What each device is, as whoever asked was told. */
    public Map<String, DeviceStatus> expected() {
        return outcomes.expected();
    }

    /** How often each status was answered. */
    public Map<Integer, Integer> answers() {
        return outcomes.answers();
    }

    /** Those that told a password. */
    public List<Answer> passwords() {
        return fleet.passwords();
    }
}
