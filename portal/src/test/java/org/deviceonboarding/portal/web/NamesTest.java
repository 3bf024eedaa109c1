package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("Names")
class NamesTest extends PortalTest {
    @Autowired
    private ApplicationContext beans;

    private final String own = UUID.randomUUID().toString().substring(0, 8);

    private String registration(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", " Ko\u0308lner\u00A0 pump ")
                .put("location", "Halle\t 3 ")
                .put("key_algorithm", "ec-p256")
                .toString();
    }

    private Answer register(String name) {
        return operator().postJson("/register", registration(name));
    }

    @Test
    void haveOneFormFromTheDoorOn() {
        String id = register("  Ko\u0308ln \u3000 " + own + "\n").is(201).field("device_id");

        JsonNode device = operator().get("/device/" + id).json();

        assertThat(device.path("name").asString()).isEqualTo("K\u00F6ln " + own);
        assertThat(device.path("type").asString()).isEqualTo("K\u00F6lner pump");
        assertThat(device.path("location").asString()).isEqualTo("Halle 3");
        assertThat(jdbc.sql(
                                "select payload from domain_event_entry where aggregate_identifier = :id and sequence_number = 0")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .contains("\"name\":\"K\u00F6ln " + own + "\"");
    }

    @Test
    void areUniqueInThatFormAndNotWithoutTheirCase() {
        Answer first = register("K\u00F6ln " + own).is(201);

        for (String same : List.of("Ko\u0308ln " + own, " K\u00F6ln  " + own + " ", "K\u00F6ln\u00A0" + own)) {
            Answer refused = register(same);
            refused.isProblem(409, "duplicate_name");
            assertThat(refused.field("device_id")).isEqualTo(first.field("device_id"));
        }
        register("k\u00F6ln " + own).is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"K\uFFFD\uFFFDln", "pu\u200Bmp", "pu\u202Emp", "pu\u00ADmp", "pu\u200Dmp", "pump\uFE0F"})
    void areRefusedIfTheyHideSomething(String text) {
        Caller operator = operator();
        String id = operator.register(newName()).field("device_id");
        String quoted = JsonNodeFactory.instance.stringNode(text).toString();

        register(text).isInvalid("name");
        patch(operator, id, "{\"name\": " + quoted + "}").isInvalid("name");
        patch(operator, id, "{\"location\": " + quoted + "}").isInvalid("location");
        patch(operator, id, "{\"labels\": {\"a\": " + quoted + "}}").isInvalid("labels");
        operator.send(
                        "POST",
                        "/imports",
                        BodyPublishers.ofString("name,type\n" + text + ",pump\n"),
                        "Content-Type",
                        "text/csv")
                .isProblem(400, "validation_error");
        for (String step : List.of("/suspend/", "/revoke/")) {
            operator.postJson(step + id, "{\"comment\": " + quoted + "}").isInvalid("comment");
        }
        assertThat(operator.get("/device/" + id).field("status")).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDD25",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
            })
    void mayHaveEmojiAndJoinersThatShow(String text) {
        String name = text + " " + own;
        String id = register(name).is(201).field("device_id");

        assertThat(operator().get("/device/" + id).field("name")).isEqualTo(name);
        assertThat(found(name)).containsExactly(name);
        String cursor =
                operator().get("/devices?limit=1&sort=name&q=" + encoded(own)).field("next_cursor");
        assertThat(cursor).isEmpty();
    }

    @Test
    void arePagedBehindOneWithJoiners() {
        String first = own + " \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        String second = own + " \uD83D\uDD25";
        register(first).is(201);
        register(second).is(201);

        Answer page =
                operator().get("/devices?limit=1&sort=name&q=" + encoded(own)).is(200);
        Answer next = operator()
                .get("/devices?limit=1&sort=name&q=" + encoded(own) + "&cursor=" + encoded(page.field("next_cursor")))
                .is(200);

        assertThat(page.json().path("items").path(0).path("name").asString()).isEqualTo(first);
        assertThat(next.json().path("items").path(0).path("name").asString()).isEqualTo(second);
    }

    @Test
    void thatLookAlikeAreTold() {
        Answer first = register("valve " + own + "-1").is(201);
        Answer second = register("valve " + own + "-l").is(201);
        Answer changed = patch(
                        operator(),
                        operator().register(newName()).field("device_id"),
                        "{\"name\": \"v\u0430lve " + own + "-1\"}")
                .is(200);

        assertThat(first.json().has("warnings")).isFalse();
        assertThat(warned(second)).containsExactly(first.field("device_id"));
        assertThat(second.json().path("warnings").path(0).path("warning").asString())
                .isEqualTo("similar_name");
        assertThat(second.json().path("warnings").path(0).path("detail").asString())
                .isEqualTo("'valve %1$s-l' is easily taken for 'valve %1$s-1', the name of device %2$s"
                        .formatted(own, first.field("device_id")));
        assertThat(warned(changed)).containsExactlyInAnyOrder(first.field("device_id"), second.field("device_id"));
    }

    @Test
    void thatLookAlikeAreToldInTheResultsOfALists() throws Exception {
        String device = register("pipe " + own + "-1").is(201).field("device_id");
        Answer taken = operator()
                .send(
                        "POST",
                        "/imports",
                        BodyPublishers.ofString(
                                "name,type\npipe %1$s-l,pump\npipe  %1$s-2,pump\ntank %1$s-O,pump\ntank %1$s-0,pump\n"
                                        .formatted(own)),
                        "Content-Type",
                        "text/csv")
                .is(202);
        String id = taken.field("import_id");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> operator().get("/imports/" + id).field("status").equals("completed"));

        assertThat(operator()
                        .get("/imports/" + id + "/results")
                        .is(200)
                        .text()
                        .lines()
                        .map(line -> line.replaceAll(",[^,]*,[^,]*,registered,", ",registered,")))
                .containsExactly(
                        "row,name,device_id,certificate_serial,status,error,warning",
                        "1,pipe %s-l,registered,,\"is easily taken for pipe %1$s-1, the name of device %s\""
                                .formatted(own, device),
                        "2,pipe %s-2,registered,,".formatted(own),
                        "3,tank %s-O,registered,,".formatted(own),
                        "4,tank %s-0,registered,,is easily taken for the name in row 3".formatted(own));
    }

    @ParameterizedTest
    @CsvSource({
        "STRASSE, Stra\u00DFe",
        "stra\u00DFe, STRASSE",
        "istanbul, \u0130stanbul",
        "ISTANBUL, \u0131stanbul",
        "\u03BF\u03B4\u03BF\u03C3, \u039F\u0394\u039F\u03A3",
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03CC\u03C2x",
        "\u043D\u0430\u0441\u043E\u0441, \u041D\u0410\u0421\u041E\u0421",
        "ko\u0308ln, K\u00D6LN",
        "\uFF50\uFF55\uFF4D\uFF50, Pump",
    })
    void areFoundInAnyCase(String asked, String name) {
        String whole = own + " " + name.replace("\u03CC\u03C2x", "\u03BF\u03C2");
        register(whole).is(201);

        assertThat(found(own + " " + asked)).containsExactly(whole);
        assertThat(found(own.toUpperCase(java.util.Locale.ROOT) + " " + asked)).containsExactly(whole);
    }

    @Test
    void fromBeforeKeepWorkingAndAreListed() {
        Caller operator = operator();
        String name = "K\u00F6ln " + own;
        String first = registeredBefore(operator, "Ko\u0308ln " + own);
        String second = registeredBefore(operator, name);
        String third = registeredBefore(operator, "Ko\u0308ln  " + own);
        String single = registeredBefore(operator, "Mu\u0308nchen " + own);
        jdbc.sql("update device_name set folded = null, skeleton = null, collides = false where device_id in (:ids)")
                .param("ids", List.of(first, second, third, single))
                .update();

        // As by a process of an earlier version that runs beside us: the next claim sees to it.
        assertThat(register(name).isProblem(409, "duplicate_name").field("device_id"))
                .isEqualTo(second);
        register("other " + own).is(201);
        for (String same : List.of("Ko\u0308ln " + own, name, " K\u00F6ln  " + own)) {
            assertThat(register(same).isProblem(409, "duplicate_name").field("device_id"))
                    .isEqualTo(first);
        }
        register("M\u00FCnchen " + own).isProblem(409, "duplicate_name");
        assertThat(operator.get("/device/" + first).is(200).field("name")).isEqualTo("Ko\u0308ln " + own);
        patch(operator, first, "{\"location\": \"here\"}").is(200);
        patch(operator, second, "{\"name\": \"moved " + own + "\"}").is(200);
        patch(operator, second, "{\"name\": \"" + name + "\"}").is(200);

        List<JsonNode> listed = colliding();
        assertThat(listed.stream().map(held -> held.path("device_id").asString()))
                .containsExactlyInAnyOrder(first, second, third);
        assertThat(listed).allSatisfy(held -> {
            assertThat(held.path("owned_by").asString()).isEqualTo(first);
            assertThat(held.path("form").asString()).isEqualTo(name);
        });
        assertThat(auditor().get("/devices/colliding-names").status()).isEqualTo(200);
        nobody().get("/devices/colliding-names").isProblem(401, "unauthorized");
    }

    @Test
    void areFilledPageByPageByAnyNumberOfProcesses() throws Exception {
        jdbc.sql("""
                        insert into device_name (name, device_id)
                        select 'bulk %s ' || case n %% 2 when 0 then 'o' || chr(776) else chr(246) end || (n / 2), 'old-' || n
                        from generate_series(0, 4999) n
                        """.formatted(own)).update();
        Object forms = beans.getBean("nameForms");

        List<Thread> processes = Stream.generate(
                        () -> Thread.ofPlatform().start(() -> ReflectionTestUtils.invokeMethod(forms, "fillAll")))
                .limit(3)
                .toList();
        for (Thread process : processes) {
            process.join();
        }

        try {
            assertThat(jdbc.sql("select count(*) from device_name where folded is null")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select count(*) from device_name where collides and device_id like 'old-%'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(5_000);
            assertThat(jdbc.sql("select count(distinct folded) from device_name where device_id like 'old-%'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2_500);
        } finally {
            jdbc.sql("delete from device_name where device_id like 'old-%'").update();
        }
    }

    /** As an earlier version kept it: the name as it was given. */
    private String registeredBefore(Caller operator, String name) {
        SmartLifecycle ledger = beans.getBean("ledgerLoop", SmartLifecycle.class);
        ledger.stop(); // To it, a change of what it has hashed would be tampering.
        try {
            return renamedInTheLog(operator, name);
        } finally {
            ledger.start();
        }
    }

    private String renamedInTheLog(Caller operator, String name) {
        String given = newName();
        String id = operator.register(given).field("device_id");
        operator.get("/device/" + id).is(200); // the model has it
        jdbc.sql(
                        "update domain_event_entry set payload = replace(payload, :given, :name) where aggregate_identifier = :id")
                .param("given", given)
                .param("name", name)
                .param("id", id)
                .update();
        jdbc.sql("update device_name set name = :name where device_id = :id")
                .param("name", name)
                .param("id", id)
                .update();
        jdbc.sql("update device_model set name = :name, model = replace(model, :given, :name) where device_id = :id")
                .param("given", given)
                .param("name", name)
                .param("id", id)
                .update();
        return id;
    }

    private List<JsonNode> colliding() {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page =
                auditor().get("/devices/colliding-names?limit=2").is(200).json();
        page.path("items").forEach(all::add);
        while (page.path("next_cursor").isString()) {
            String next = encoded(page.path("next_cursor").asString());
            page = auditor()
                    .get("/devices/colliding-names?limit=2&cursor=" + next)
                    .is(200)
                    .json();
            page.path("items").forEach(all::add);
        }
        return all.stream()
                .filter(held -> held.path("name").asString().contains(own))
                .toList();
    }

    private List<String> found(String asked) {
        return operator()
                .get("/devices?q=" + encoded(asked))
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(device -> device.path("name").asString())
                .toList();
    }

    private static List<String> warned(Answer answer) {
        return answer.json()
                .path("warnings")
                .valueStream()
                .map(warning -> warning.path("device_id").asString())
                .toList();
    }

    private static Answer patch(Caller operator, String id, String patch) {
        return operator.send(
                "PATCH",
                "/device/" + id,
                BodyPublishers.ofString(patch),
                "Content-Type",
                "application/merge-patch+json");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
