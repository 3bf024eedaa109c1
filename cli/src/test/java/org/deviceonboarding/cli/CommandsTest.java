package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("A command")
class CommandsTest {
    private static final String ID = "0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a";

    private static final String ENFORCED = "{\"broker_id\":\"mosquitto\",\"state\":\"enforced\",\"after_millis\":412}";
    private static final String PENDING = "{\"broker_id\":\"slow\",\"state\":\"pending\"}";
    private static final String UNPROVEN = "{\"broker_id\":\"quiet\",\"state\":\"unproven\"}";

    @TempDir
    private Path folder;

    private FakePortal portal;

    @BeforeEach
    void start() throws IOException {
        portal = new FakePortal();
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private Ran asks(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        Path key = Files.writeString(folder.resolve("operator.key"), "some.key");
        all.addAll(List.of("--url", portal.url(), "--key-file", key.toString()));
        return Ran.onboard(all.toArray(String[]::new));
    }

    static Stream<CommandLine> all() {
        return below(Onboard.commandLine())
                .filter(command -> !command.getCommandName().equals("help"));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void explainsItselfAndNothingTwice(CommandLine command) {
        String help = command.getUsageMessage();

        assertThat(help).contains("--help", "Usage: onboard");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void suggestsWhatMayHaveBeenMeant() {
        assertThat(Ran.onboard("regster").is(ExitCode.USAGE).err()).contains("onboard register");
        assertThat(Ran.onboard("list", "--statsu", "active").is(ExitCode.USAGE).err())
                .contains("--status");
    }

    @Test
    void followsAListByThePage() throws IOException {
        portal.says("/devices", 200, "{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"next_cursor\":\"c1\"}")
                .says("/devices?cursor=c1&limit=500", 200, "{\"items\":[{\"name\":\"c\"}],\"next_cursor\":null}");

        Ran ran = asks("list", "--all", "--output", "json");

        assertThat(ran.is(ExitCode.OK).out().lines())
                .containsExactly("{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"c\"}");
    }

    @Test
    void saysThatThereIsMoreThanItShows() throws IOException {
        portal.says("/devices", 200, "{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"next_cursor\":\"c1\"}");

        assertThat(asks("list", "--limit", "2").is(ExitCode.OK).err()).contains("--all");
    }

    @Test
    void turnsNoWordsOfOthersIntoCommandsForTheTerminal() throws IOException {
        portal.says("/devices", 200, "{\"items\":[{\"id\":\"1\",\"name\":\"\\u001b]0;x\\u0007\\u202egnp\\u009b2J\"}]}");

        assertThat(asks("list").out()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]|\\u202e");
        assertThat(asks("list", "--output", "json").out())
                .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|\\u202e")
                .contains("\\u202egnp\\u009b2J");
        portal.says("/device/" + ID, 404, "{\"detail\":\"\\u001b[31mNo\",\"error\":\"not_found\"}");
        assertThat(asks("show", ID).is(ExitCode.REFUSED).err()).contains("404 not_found", "?[31mNo");
    }

    @Test
    void findsADeviceByItsExactName() throws IOException {
        portal.says(
                        "/devices",
                        200,
                        "{\"items\":[{\"id\":\"x\",\"name\":\"pump-77\"},{\"id\":\"" + ID + "\",\"name\":\"pump-7\"}]}")
                .says("/device/" + ID, 200, "{\"id\":\"" + ID + "\",\"name\":\"pump-7\"}");

        assertThat(asks("show", "pump-7").is(ExitCode.OK).out()).contains(ID);
        assertThat(asks("show", "pump").is(ExitCode.REFUSED).err()).contains("no device called pump");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "decommission"})
    void asksBeforeWhatCannotBeUndone(String step) throws IOException {
        portal.says("/" + step + "/" + ID, 200, "{\"status\":\"done\",\"device_id\":\"" + ID + "\",\"position\":7}");

        assertThat(asks(step, ID).is(ExitCode.USAGE).err()).contains("--yes");
        assertThat(portal.asked).isEmpty();
        asks(step, ID, "--yes").is(ExitCode.OK);
        assertThat(portal.asked).containsExactly("POST /" + step + "/" + ID);
    }

    @Test
    void saysHowFarARevocationGotAtEachBroker() throws IOException {
        portal.says("/revoke/" + ID, 200, changed(ID, ENFORCED, UNPROVEN));

        Ran ran = asks("revoke", ID, "--yes", "--output", "json").is(ExitCode.OK);

        assertThat(portal.preferences).containsExactly("wait=10");
        assertThat(ran.err().lines())
                .containsExactly(
                        "mosquitto: enforced after 0.4 s",
                        "quiet: not known: nobody asks this broker what it enforces");
        assertThat(ran.out()).contains("\"enforcement\":[");
    }

    @Test
    void endsWithACodeOfItsOwnIfABrokerDoesNotEnforceItYet() throws IOException {
        portal.says("/revoke/" + ID, 200, changed(ID, ENFORCED, PENDING));

        Ran ran = asks("revoke", ID, "--yes", "--wait", "60").is(ExitCode.NOT_YET);

        assertThat(ExitCode.NOT_YET).isEqualTo(8);
        assertThat(portal.preferences).containsExactly("wait=60");
        assertThat(ran.err()).contains("slow: not yet", "onboard broker status");
        assertThat(ran.out()).contains(ID, "revoked");
    }

    @Test
    void waitsForTheBrokersOnlyIfItIsMeantTo() throws IOException {
        for (String step : List.of("revoke", "suspend", "resume", "decommission")) {
            portal.says("/" + step + "/" + ID, 200, changed(ID));
        }

        asks("revoke", ID, "--yes", "--no-wait").is(ExitCode.OK);
        for (String step : List.of("suspend", "resume")) {
            asks(step, ID).is(ExitCode.OK);
            asks(step, ID, "--wait", "0").is(ExitCode.OK);
        }
        asks("decommission", ID, "--yes", "--wait=5").is(ExitCode.OK);
        asks("suspend", ID, "--wait", "61").is(ExitCode.USAGE);
        asks("revoke", ID, "--yes", "--wait", "-1").is(ExitCode.USAGE);

        assertThat(portal.preferences).containsExactly("null", "null", "wait=0", "null", "wait=0", "wait=5");
    }

    @Test
    void changesAllDevicesBeforeItWaitsForTheFirst() throws IOException {
        String other = ID.replace('0', '1');
        portal.firstSays("/revoke/" + ID, 200, changed(ID))
                .says("/revoke/" + ID, 200, changed(ID, ENFORCED))
                .firstSays("/revoke/" + other, 200, changed(other))
                .says("/revoke/" + other, 200, changed(other, PENDING));

        Ran ran = asks("revoke", ID, other, "--yes", "--output", "json").is(ExitCode.NOT_YET);

        assertThat(portal.asked)
                .containsExactly(
                        "POST /revoke/" + ID, "POST /revoke/" + other, "POST /revoke/" + ID, "POST /revoke/" + other);
        assertThat(portal.preferences).containsExactly("null", "null", "wait=10", "wait=10");
        assertThat(ran.err()).contains(ID + ", mosquitto: enforced after 0.4 s", other + ", slow: not yet");
        assertThat(ran.out().lines()).hasSize(2);
    }

    @Test
    void saysWhatWasDoneThoughTheNextDeviceWasRefused() throws IOException {
        String other = ID.replace('0', '1');
        portal.says("/revoke/" + ID, 200, changed(ID)).says("/revoke/" + other, 409, "{\"error\":\"conflict\"}");

        assertThat(asks("revoke", ID, other, "--yes").is(ExitCode.REFUSED).out())
                .contains(ID, "revoked");
    }

    @Test
    void asksBeforeItRetiresABroker() throws IOException {
        portal.says(
                "/brokers/mosquitto-2/retire",
                200,
                "{\"status\":\"retired\",\"broker_id\":\"mosquitto-2\",\"position\":7}");

        assertThat(asks("broker", "retire", "mosquitto-2").is(ExitCode.USAGE).err())
                .contains("--yes");
        assertThat(portal.asked).isEmpty();
        assertThat(asks("broker", "retire", "mosquitto-2", "--comment", "sold", "--yes")
                        .is(ExitCode.OK)
                        .out())
                .contains("mosquitto-2", "retired");
        assertThat(portal.bodies).containsExactly("{\"comment\":\"sold\"}");
    }

    private static String changed(String id, String... brokers) {
        return "{\"status\":\"revoked\",\"device_id\":\"%s\",\"position\":7,\"enforcement\":[%s]}"
                .formatted(id, String.join(",", brokers));
    }

    @Test
    void saysThatSomebodyElseHasToApprove() throws IOException {
        portal.says(
                "/decommission/" + ID,
                202,
                "{\"status\":\"awaiting_approval\",\"approval_id\":\"a-1\",\"position\":7}");

        Ran ran = asks("decommission", ID, "--yes");

        assertThat(ran.is(ExitCode.AWAITING_APPROVAL).err()).contains("onboard approvals approve a-1");
    }

    @Test
    void asksAgainWhereTheServerSaysItMay() throws IOException {
        portal.firstSays("/devices", 503, "{}", "Retry-After", "0").says("/devices", 200, "{\"items\":[]}");

        asks("list").is(ExitCode.OK);

        assertThat(portal.asked).hasSize(2);
    }

    @Test
    void asksAgainWithTheSameWishIfTheAnswerIsLost() throws IOException {
        portal.firstHangsUp("/register").says("/register", 201, "{\"device_id\":\"" + ID + "\"}");

        asks("register", "--name", "a", "--type", "pump").is(ExitCode.OK);

        assertThat(portal.wishes).hasSize(2);
        assertThat(portal.wishes.getFirst()).isNotEqualTo("null").isEqualTo(portal.wishes.getLast());
    }

    @Test
    void asksOnceForWhatMightHappenTwice() throws IOException {
        portal.firstHangsUp("/admin/api-keys").says("/admin/api-keys", 201, "{}");

        asks("keys", "create", "--name", "a", "--role", "auditor").is(ExitCode.UNREACHABLE);

        assertThat(portal.asked).hasSize(1);
    }

    @Test
    void namesEveryBadRowOfAnImport() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "name,type\n,pump\n");
        portal.says("/imports", 400, """
                {"error":"validation_error","detail":"1 row is bad","bad_rows":1,
                 "details":[{"row":2,"field":"name","message":"must not be blank"}]}
                """);

        assertThat(asks("import", rows.toString()).is(ExitCode.REFUSED).err())
                .contains("row 2, name: must not be blank");
    }

    @Test
    void followsAnImportToItsEnd() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.ndjson"), "{\"name\":\"a\",\"type\":\"pump\"}\n");
        Path results = folder.resolve("results.csv");
        portal.says(
                        "/imports",
                        202,
                        "{\"import_id\":\"i-1\",\"rows\":2,\"status\":\"running\",\"credentials_password\":\"pw\"}")
                .firstSays("/imports/i-1", 200, "{\"id\":\"i-1\",\"status\":\"running\",\"rows\":2,\"registered\":1}")
                .says(
                        "/imports/i-1",
                        200,
                        "{\"id\":\"i-1\",\"status\":\"completed\",\"rows\":2,\"registered\":1,\"refused\":1}")
                .says("/imports/i-1/results", 200, "row,status\n");

        Ran ran = asks("import", rows.toString(), "--results", results.toString());

        assertThat(ran.is(ExitCode.FOUND).out()).contains("completed", "pw");
        assertThat(results).hasContent("row,status");
    }

    @Test
    void showsWhomAChangeWouldConcernAndSaysHowManyItMeans() throws IOException {
        portal.says("/bulk/revoke", 200, "{\"count\":2,\"digest\":\"d\",\"sample\":[{\"id\":\"1\",\"name\":\"a\"}]}");

        assertThat(asks("bulk", "revoke", "--type", "pump", "--preview")
                        .is(ExitCode.OK)
                        .out())
                .contains("a");
        asks("bulk", "revoke", "--yes").is(ExitCode.USAGE);
        asks("bulk", "revoke", "--type", "pump", "--yes");

        assertThat(portal.bodies)
                .last()
                .asString()
                .contains("\"expected_count\":2", "\"expected_digest\":\"d\"", "\"preview\":false");
    }

    @Test
    void writesAKeyForItsOwnerAloneAndDoesNotShowIt() throws IOException {
        Path key = folder.resolve("new.key");
        portal.says("/admin/api-keys", 201, "{\"id\":\"k\",\"name\":\"a\",\"key\":\"the-secret\"}");

        Ran ran = asks("keys", "create", "--name", "a", "--role", "auditor", "--key-out", key.toString());

        assertThat(ran.is(ExitCode.OK).out()).doesNotContain("the-secret");
        assertThat(key).hasContent("the-secret");
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }
}
