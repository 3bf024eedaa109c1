package org.deviceonboarding.portal.deployment;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/helm/iot-onboarding}, rendered by Helm's own code. */
record Chart(String text, List<JsonNode> objects) {
    static final Path FOLDER =
            Path.of("..", "deploy", "helm", "iot-onboarding").toAbsolutePath().normalize();
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    /** Kubernetes' own groups, as they are in the names of the client's classes. */
    private static final Map<String, String> CLASSES = Map.of("HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler");

    static Chart render(Map<String, Object> values) {
        TemplateCommand command =
                new Helm(FOLDER).template().withName("iot-onboarding").withNamespace("iot-onboarding");
        values.forEach(command::set);
        return read(command.call());
    }

    static Chart read(String text) {
        List<JsonNode> objects = StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                .filter(Objects::nonNull)
                .<JsonNode>map(JsonMapper.shared()::valueToTree)
                .toList();
        return new Chart(text, objects);
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .toList();
    }

    /** The templates of all pods. */
    List<JsonNode> pods() {
        return objects.stream()
                .map(object -> object.path("spec").path("template").path("spec"))
                .filter(JsonNode::isObject)
                .toList();
    }

    /** Throws an exception that says what is missing, unknown or of the wrong type, as Kubernetes' API defines it. */
    static void check(JsonNode object) throws ReflectiveOperationException {
        String kind = object.path("kind").asString();
        JsonElement json = JsonParser.parseString(object.toString());
        Class.forName(MODELS + CLASSES.getOrDefault(kind, "V1" + kind))
                .getMethod("validateJsonElement", JsonElement.class)
                .invoke(null, json);
    }
}
