package org.deviceonboarding.command.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("Names")
class NamesTest extends CommandTest {
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

        DeviceDetails details = device(id).details();

        assertThat(details.name()).isEqualTo("K\u00F6ln " + own);
        assertThat(details.type()).isEqualTo("K\u00F6lner pump");
        assertThat(details.location()).isEqualTo("Halle 3");
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
        assertThat(device(id).status()).isEqualTo(DeviceStatus.ACTIVE);
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
}
