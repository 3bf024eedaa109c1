package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("Names, to whoever reads,")
class FoundNamesTest extends PortalTest {
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
