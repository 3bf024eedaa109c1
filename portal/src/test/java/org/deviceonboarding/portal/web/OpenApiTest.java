package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.deviceonboarding.access.http.Problems;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The description of the interface")
class OpenApiTest extends PortalTest {
    private static final Pattern PAGES = Pattern.compile("/|/login|/logout|/ui|/ui/.*");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private Answer answer;
    private JsonNode description;

    @BeforeEach
    void read() {
        answer = nobody().get("/openapi.json").is(200);
        description = answer.json();
    }

    @Test
    void isOpenApi31AsOthersReadIt() {
        assertThat(description.path("openapi").asString()).startsWith("3.1");

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.text(), null, null);

        assertThat(parsed.getMessages()).isNullOrEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(description.path("paths"));
    }

    @Test
    void leavesNothingOut() {
        List<String> missing = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (isOurs(handler)) {
                missing.addAll(faults(info));
            }
        });
        operations().forEach(operation -> ids.add(operation.path("operationId").asString()));

        assertThat(missing).isEmpty();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith("org.deviceonboarding.")
                && !handler.getBeanType().isAnnotationPresent(Hidden.class)
                && !handler.hasMethodAnnotation(Hidden.class);
    }

    private List<String> faults(RequestMappingInfo info) {
        List<String> faults = new ArrayList<>();
        for (String path : info.getPatternValues()) {
            if (PAGES.matcher(path).matches()) {
                continue;
            }
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                JsonNode operation =
                        description.path("paths").path(path).path(method.name().toLowerCase(Locale.ROOT));
                if (operation.path("operationId").asString("").isEmpty()
                        || operation.path("summary").asString("").isEmpty()
                        || operation.path("tags").size() != 1
                        || operation.path("responses").propertyNames().stream()
                                .noneMatch(status -> status.startsWith("2"))) {
                    faults.add(method + " " + path
                            + " has no @Operation with operationId, summary, one of the tags, or no answer");
                }
            }
        }
        return faults;
    }

    @Test
    void saysWhatIsOpen() {
        description
                .path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (!path.startsWith("/credentials/")) {
                        String called = path.replaceAll("\\{[^}]*}", "7");
                        int status = nobody().send(method.toUpperCase(Locale.ROOT), called, BodyPublishers.noBody())
                                .status();
                        assertThat(status == 401)
                                .as("%s %s: %d", method, path, status)
                                .isEqualTo(!operation.path("security").isEmpty());
                    }
                }));
    }

    @Test
    void namesNoParameterThatIsRefused() {
        description.path("paths").forEachEntry((path, methods) -> {
            JsonNode operation = methods.path("get");
            List<String> query = operation
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString() + "=%7F")
                    .toList();
            if (!query.isEmpty() && !path.contains("{")) {
                Answer refused = admin().get(path + "?" + String.join("&", query));
                assertThat(refused.text()).as(path).doesNotContain("is not a parameter");
            }
        });
    }

    @Test
    void saysWhatIsAnswered() {
        Caller operator = operator();
        Answer registered = operator.postJson("/register", """
                {"name": "%s", "type": "pump", "location": "Hall 3", "labels": {"a": "b"}, "key_algorithm": "ec-p256"}""".formatted(newName()));
        String id = registered.field("device_id");

        conforms(registered.is(201), "/register", "post", "201");
        conforms(operator.get("/device/" + id).is(200), "/device/{id}", "get", "200");
        conforms(operator.get("/devices?limit=2").is(200), "/devices", "get", "200");
        conforms(operator.get("/device/" + id + "/history").is(200), "/device/{id}/history", "get", "200");
        conforms(
                operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ec-p256\"}")
                        .is(201),
                "/renew/{id}",
                "post",
                "201");
        conforms(operator.post("/suspend/" + id).is(200), "/suspend/{id}", "post", "200");
        conforms(operator.post("/resume/" + id).is(200), "/resume/{id}", "post", "200");
        conforms(
                operator.send(
                                "PATCH",
                                "/device/" + id,
                                BodyPublishers.ofString("{\"location\": null}"),
                                "Content-Type",
                                "application/merge-patch+json")
                        .is(200),
                "/device/{id}",
                "patch",
                "200");
        conforms(operator.post("/revoke/" + id).is(200), "/revoke/{id}", "post", "200");
        conforms(
                operator.postJson("/reissue/" + id, "{\"key_algorithm\": \"ec-p256\"}")
                        .is(201),
                "/reissue/{id}",
                "post",
                "201");
        conforms(operator.get("/device/" + id).is(200), "/device/{id}", "get", "200");
        conforms(operator.post("/decommission/" + id).is(200), "/decommission/{id}", "post", "200");
        conforms(operator.get("/brokers").is(200), "/brokers", "get", "200");
        conforms(operator.get("/acl-templates").is(200), "/acl-templates", "get", "200");
        conforms(operator.get("/acl-templates/pump").is(200), "/acl-templates/{type}", "get", "200");
        conforms(admin().get("/audit/events?limit=20").is(200), "/audit/events", "get", "200");
        conforms(admin().get("/audit/state/devices?limit=2").is(200), "/audit/state/devices", "get", "200");
        conforms(admin().get("/audit/state/crl").is(200), "/audit/state/crl", "get", "200");
        conforms(admin().get("/audit/crls").is(200), "/audit/crls", "get", "200");
        conforms(admin().get("/admin/projections").is(200), "/admin/projections", "get", "200");
        conforms(operator.get("/whoami").is(200), "/whoami", "get", "200");
        conforms(operator.get("/renewals?limit=2").is(200), "/renewals", "get", "200");
        conforms(operator.get("/imports").is(200), "/imports", "get", "200");
        conforms(operator.get("/bulk").is(200), "/bulk", "get", "200");
        conforms(operator.get("/approvals").is(200), "/approvals", "get", "200");
        conforms(
                operator.postJson("/bulk/revoke", "{\"preview\": true, \"device_ids\": [\"" + id + "\"]}")
                        .is(200),
                "/bulk/revoke",
                "post",
                "200");
        conforms(admin().get("/admin/api-keys").is(200), "/admin/api-keys", "get", "200");
        conforms(
                admin().get("/audit/state/devices/summary?position=1").is(200),
                "/audit/state/devices/summary",
                "get",
                "200");
        conforms(
                admin().get("/audit/state/devices/changes?position=1&limit=2").is(200),
                "/audit/state/devices/changes",
                "get",
                "200");
        conforms(nobody().get("/health"), "/health", "get", "200");
        conforms(nobody().get("/health/live").is(200), "/health/live", "get", "200");
        conforms(nobody().get("/health/ready").is(200), "/health/ready", "get", "200");
        assertThat(answerSchema("/health/ready", "get", "503")).isEqualTo(answerSchema("/health/ready", "get", "200"));
        JsonNode problem = reference("ProblemDetail");
        assertThat(errors(problem, operator.post("/register").json())).isEmpty();
        assertThat(errors(problem, operator.postJson("/register", "{}").json())).isEmpty();
        assertThat(errors(problem, nobody().get("/devices").json())).isEmpty();
    }

    @Test
    void noticesWhatItDoesNotKnow() {
        ObjectNode shown = (ObjectNode) operator()
                .get("/device/" + operator().register(newName()).field("device_id"))
                .json();
        shown.put("colour", "red");

        assertThat(errors(answerSchema("/device/{id}", "get", "200"), shown)).isNotEmpty();
    }

    @Test
    void knowsEveryErrorCode() {
        List<String> known = description
                .path("components")
                .path("schemas")
                .path("ProblemDetail")
                .path("properties")
                .path("error")
                .path("enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(known).doesNotHaveDuplicates();
        for (RefusalCode code : RefusalCode.values()) {
            assertThat(known).contains(code.wireName());
        }
        for (HttpStatus status : HttpStatus.values()) {
            if (status.isError()) {
                assertThat(known).contains(Problems.error(status));
            }
        }
    }

    @Test
    void hasExamplesThatFit() {
        List<String> seen = new ArrayList<>();
        for (JsonNode operation : operations()) {
            List<JsonNode> contents = new ArrayList<>();
            operation.path("requestBody").path("content").forEach(contents::add);
            operation
                    .path("responses")
                    .forEach(response -> response.path("content").forEach(contents::add));
            for (JsonNode content : contents) {
                if (content.has("example")) {
                    seen.add(operation.path("operationId").asString());
                    assertThat(errors(content.path("schema"), content.path("example")))
                            .as("%s %s", operation.path("operationId"), content.path("example"))
                            .isEmpty();
                }
            }
        }
        assertThat(new TreeSet<>(seen))
                .contains("registerDevice", "renewDevice", "changeDevice", "revokeDevice", "getDevice", "listDevices");
    }

    @Test
    void isAPageWithNothingButItsOwnFiles() {
        Answer page = nobody().get("/docs").is(200);

        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .doesNotContain("unsafe")
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'");
        assertThat(page.text())
                .doesNotContain("<style", " style=", "javascript:", "http://", "https://", "=\"//")
                .containsPattern("<main id=\"description\"></main>");
        for (String file : List.of("swagger-ui-bundle.js", "start.js")) {
            assertThat(page.text()).contains("<script src=\"docs/" + file + "\" defer></script>");
            assertThat(nobody().get("/docs/" + file).is(200).header("Content-Type"))
                    .startsWith("text/javascript");
        }
        assertThat(page.text().split("<script", -1)).hasSize(3);
        assertThat(nobody().get("/docs/swagger-ui.css").is(200).header("Content-Type"))
                .startsWith("text/css");
        nobody().get("/docs/swagger-ui.js").isProblem(404, "not_found");
    }

    @Test
    void bringsNoOtherLanguageThanJson() {
        operator()
                .send(
                        "POST",
                        "/register",
                        BodyPublishers.ofString("name: a\ntype: b\n"),
                        "Content-Type",
                        "application/yaml")
                .isProblem(415, "unsupported_media_type");
    }

    private void conforms(Answer real, String path, String method, String status) {
        assertThat(errors(answerSchema(path, method, status), real.json()))
                .as("%s %s: %s", method, path, real.text())
                .isEmpty();
    }

    private JsonNode answerSchema(String path, String method, String status) {
        JsonNode schema = description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json")
                .path("schema");
        assertThat(schema.isObject()).as("%s %s %s", method, path, status).isTrue();
        return schema;
    }

    private static JsonNode reference(String name) {
        return JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private List<String> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.set("components", description.path("components"));
        whole.putArray("allOf").add(schema);
        Schema compiled = SCHEMAS.getSchema(whole);
        return compiled.validate(value).stream().map(Object::toString).toList();
    }

    private List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        description.path("paths").forEach(methods -> methods.forEach(operations::add));
        return operations;
    }
}
